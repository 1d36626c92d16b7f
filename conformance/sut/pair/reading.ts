/** What an application was told, as what a seat was shown. */
import { reason } from '../../../gen/codes.js';
import type { AppEvent, ToldReason } from '../../exchange/client.js';
import { SENTINEL } from '../../exchange/names.js';
import { type Member, type Observation, silentJoined } from '../../exchange/observation.js';
import type { Profile } from '../../exchange/profile.js';
import type { Action } from '../../exchange/scenario.js';
import type { Answer } from '../../exchange/testee.js';
import { type Candidates, type Refusal, refusals } from '../../exchange/words.js';
import type { ToldReading } from '../told/driver.js';
import type { ToldSeat } from '../told/seat.js';

interface Told {
  readonly told: AppEvent;
  readonly list?: readonly string[];
}

/** The suite's own comings and goings are no observations. */
export function observationOf(
  { told, list = [] }: Told,
  seat: ToldSeat,
  owners: ReadonlyMap<string, ToldSeat>,
  profile: Profile,
): ToldReading | 'sentinel' {
  const member = (participation: string, participant = ''): Member => {
    const owner = owners.get(participation)?.seat;
    return { participant: owner?.participant ?? participant, participation, role: owner?.role ?? 'attendee' };
  };
  switch (told.event) {
    case 'joined':
    case 'switched': {
      const { participation } = told;
      const moved = told.event === 'switched' ? seat.next : undefined;
      const answers = moved?.request === undefined ? {} : { replyTo: moved.request };
      seat.presence = 'inside';
      seat.room = moved?.room ?? seat.room;
      const observation = (): Observation => {
        const roster = list.map((id) => member(id));
        return { ...joined(participation, roster, profile), ...answers };
      };
      return { names: list, observation };
    }
    case 'participantJoined': {
      const { participant, participation } = told;
      if (participant === SENTINEL) return 'sentinel';
      return {
        names: [participation],
        observation: () => ({ kind: 'participantJoined', member: member(participation, participant) }),
      };
    }
    case 'participantLeft': {
      const { participant, participation = newest(participant, owners) } = told;
      if (participant === SENTINEL) return 'sentinel';
      const left = { kind: 'participantLeft', participant, participation, reason: candidates(told.reason) } as const;
      const removed = left.reason.includes(reason.REMOVE_PEER) && { about: participation };
      return { names: [], ...removed, observation: () => left };
    }
    case 'roomLeft': {
      const wasInside = seat.presence === 'inside';
      seat.presence = 'outside';
      const observation = { kind: 'roomLeft', reason: candidates(told.reason) } as const;
      // A room object that was never let in was refused; its application was not told by which code.
      return { names: [], observation: () => (wasInside ? observation : { kind: 'rejected', code: 'unspecified' }) };
    }
  }
}

/** Where the client does not name the participation, it is the newest of that participant. */
const newest = (participant: string, owners: ReadonlyMap<string, ToldSeat>): string =>
  [...owners].findLast(([, { seat }]) => seat.participant === participant)?.[0] ?? '';

const joined = (participation: string, roster: readonly Member[], { features }: Profile): Observation => ({
  ...silentJoined,
  kind: 'joined',
  participation,
  roster,
  features,
});

/** A client concludes 1007 from a departure without a reason: clause `reason.absent`. */
function candidates(told: ToldReason | undefined): Candidates {
  if (told?.code === undefined || (told.code === reason.UNKNOWN && told.source === 'LOCAL')) return ['absent'];
  return [told.code];
}

/** The answer that the end of a call shows: roomLeft and joined are told by themselves. */
export function answerOf({ kind }: Action, answer: Answer, request = 0): Observation | undefined {
  if (kind === 'join') return undefined;
  if (answer.kind === 'done') return kind === 'remove' ? { kind: 'accepted', replyTo: request } : undefined;
  const code = answer.kind === 'refused' ? refusalIn(answer.why) : undefined;
  // A call that failed because the room object has left was never answered.
  return code && { kind: 'rejected', code, replyTo: request };
}

/** The Connect code that a client names when it tells why a call has failed: `PERMISSION_DENIED`. */
const refusalIn = (why: string): Refusal | undefined =>
  refusals.find((code) => new RegExp(`\\b${code}\\b`).test(why.toLowerCase()));
