/** What an application of a foreign system was told, as what a seat was shown. Its words are read by the mapping alone. */
import { reason, reasonInfo, wsClose } from '../../../gen/codes.js';
import type { Mapping } from '../../exchange/mapping.js';
import { SENTINEL } from '../../exchange/names.js';
import { type Member, type Observation, silentJoined } from '../../exchange/observation.js';
import type { Profile } from '../../exchange/profile.js';
import type { ToldNote } from '../../exchange/testee.js';
import type { Candidates, Refusal, Role } from '../../exchange/words.js';
import type { ToldPlace, ToldReading } from '../told/driver.js';
import type { ToldSeat } from '../told/seat.js';

/** What a word that nobody knows may stand for: anything. */
export const ANYTHING: Candidates = ['absent', ...reasonInfo.map(({ code }) => code)];

/** What reads the words of one world. */
export interface WordReader {
  /** A word by which a departure was told. `who`: who was told what, in words that "by the word" can follow. */
  departure(list: 'leaver' | 'others', native: string | undefined, who: string): Candidates;
  refusal(native: string | undefined, who: string): Refusal | 'unspecified';
  /** Something else that leaves open what was seen. */
  doubt(why: string): void;
  /** The first thing that leaves open what was seen, in one sentence. */
  readonly undecided: string | undefined;
}

/** Reads by a mapping, and keeps the first word that is not in it. */
export function newWordReader(mapping: Mapping): WordReader {
  let undecided: string | undefined;
  const unknown = (list: keyof Mapping, native: string | undefined, who: string): void => {
    const word = native === undefined ? 'without a word of its own' : `by the word "${native}"`;
    undecided ??= `${who} ${word}, for which the mapping has nothing under "${list}"`;
  };
  return {
    departure(list, native, who) {
      const row = mapping[list].find((one) => one.native === (native ?? ''));
      if (!row) unknown(list, native, who);
      return row?.means ?? ANYTHING;
    },
    refusal(native, who) {
      const row = mapping.refusals.find((one) => one.native === (native ?? ''));
      if (!row) unknown('refusals', native, who);
      return row?.code ?? 'unspecified';
    },
    doubt(why) {
      undecided ??= why;
    },
    get undecided() {
      return undecided;
    },
  };
}

/** Gives what one world's events show; the suite's own comings and goings are no observations. */
export const newEventReader =
  (words: WordReader, { seats }: ToldPlace, profile: Profile) =>
  ({ told, members = [] }: ToldNote, seat: ToldSeat): ToldReading | 'sentinel' => {
    const { name } = seat.seat;
    switch (told.event) {
      case 'joined':
      case 'switched': {
        const moved = told.event === 'switched' ? seat.next : undefined;
        seat.presence = 'inside';
        seat.room = moved?.room ?? seat.room;
        const { participation, session = '' } = told;
        const roster = members.filter(({ participant }) => participant !== SENTINEL);
        const answers = moved?.request === undefined ? {} : { replyTo: moved.request };
        return plainly({ ...joined(profile), session, participation, roster, ...answers });
      }
      case 'participantJoined': {
        const { participant, participation, role = roleOf(participant, seats) } = told;
        if (participant === SENTINEL) return 'sentinel';
        const member: Member = { participant, participation, role };
        return plainly({ kind: 'participantJoined', member });
      }
      case 'participantLeft': {
        const { participant, participation = '', native } = told;
        if (participant === SENTINEL) return 'sentinel';
        const means = words.departure('others', native, `${name} was told of a departure of ${participant}`);
        const about = means.includes(reason.REMOVE_PEER) ? participation : '';
        return {
          ...plainly({ kind: 'participantLeft', participant, participation, reason: means, ...said(native) }),
          about,
        };
      }
      case 'roomLeft': {
        seat.presence = 'outside';
        const means = words.departure('leaver', told.native, `${name} was told that it has left`);
        // Who is told that its connection is lost was told so by its own client: all that the system shows is a connection that is gone.
        if (means.length > 0 && means.every((code) => code === reason.WEBSOCKET_DISCONNECTED))
          return plainly({ kind: 'closed', code: wsClose.NO_FRAME });
        return plainly({ kind: 'roomLeft', reason: means, ...said(told.native), ...answersLeave(means, seat) });
      }
    }
  };

/** A word that stands for nothing but one's own leave answers the first one that was made. */
function answersLeave(means: Candidates, { leaves: [first] }: ToldSeat): { readonly replyTo?: number } {
  const own = means.length > 0 && means.every((code) => ownLeave.includes(code));
  return own && first !== undefined ? { replyTo: first } : {};
}

const ownLeave: Candidates = [reason.MANUAL_LEAVE_CALLED, reason.SWITCH_ROOM];

/** Members bear their names and roles, so that nothing has to be waited for. */
const plainly = (observation: Observation): ToldReading => ({ names: [], observation: () => observation });

const said = (native: string | undefined): { readonly native?: string } => (native === undefined ? {} : { native });

const joined = ({ features, resumeWindowMs, heartbeat }: Profile) =>
  ({
    ...silentJoined,
    kind: 'joined',
    features,
    resumeWindowMs,
    heartbeatTimeoutMs: heartbeat?.timeoutMs ?? 0,
  }) as const;

/** Where the system does not tell roles, it is that of the seat of this participant. */
const roleOf = (participant: string, seats: ToldPlace['seats']): Role =>
  [...seats.values()].find(({ seat }) => seat.participant === participant)?.seat.role ?? 'attendee';
