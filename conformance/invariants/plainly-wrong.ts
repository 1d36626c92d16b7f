/** What is wrong with a reason that nothing has caused, where that alone says it: nobody need ask what the server took for its cause. */
import { reason as reasonCode } from '../../gen/codes.js';
import type { Candidates } from '../exchange/words.js';
import { clausesOfEnds, codeOf, replacedCodes, tellsEnd } from './timeline/causes.js';
import { taken } from './timeline/connections.js';
import { tooEarly } from './timeline/loss-times.js';
import { knows } from './timeline/proofs.js';
import type { SeenParticipation, Timeline, ToldDeparture } from './timeline/timeline.js';
import { every, latest, some, type WrongCause } from './wrong-causes.js';

type PlainlyWrong = Omit<WrongCause, 'since'>;

/** The clause that such a telling breaks beyond doubt, and what it allows. */
export const plainlyWrong = (
  timeline: Timeline,
  participation: SeenParticipation,
  told: ToldDeparture,
): PlainlyWrong | undefined =>
  phantom(timeline, participation) ??
  fallback(timeline, participation, told.reason, told.index) ??
  movedOn(timeline, participation, told.reason) ??
  endedOtherwise(participation, told) ??
  tooSoon(timeline, participation, told);

/** `departure.tells-others`: a departure of somebody whom nobody was ever shown: the participation is not the one that departed. */
function phantom({ participations }: Timeline, { id, joined, entry }: SeenParticipation): PlainlyWrong | undefined {
  if (joined || entry || participations.some((observer) => knows(observer, id))) return undefined;
  return { clause: 'departure.tells-others', allowed: `no departure of ${id}, whom nobody was shown` };
}

/** `reason.fallback`: an extended code from a server that does not declare them, or 1007 where it has none to say. */
function fallback(
  timeline: Timeline,
  { causes }: SeenParticipation,
  reason: Candidates,
  index: number,
): PlainlyWrong | undefined {
  if (timeline.has('extended_codes')) return undefined;
  const was = causes.own.filter((cause) => cause.index < index).map(({ kind }) => kind);
  const unsaid = was.some((kind) => codeOf(timeline, kind) === 'absent');
  const wrongCalls =
    (was.includes('replaced') && every(reason, [reasonCode.REMOVE_PEER])) ||
    (was.includes('removeParticipant') && every(reason, ['absent']));
  if (!every(reason, replacedCodes) && !(unsaid && every(reason, [reasonCode.UNKNOWN])) && !wrongCalls)
    return undefined;
  return { clause: 'reason.fallback', allowed: 'no reason, or the core code instead' };
}

/**
 * A switch has led it on, and another reason is told of it: that was first, or was sent behind the switch, or is no
 * reason at all.
 */
function movedOn(
  timeline: Timeline,
  { id, next, roomObject, causes }: SeenParticipation,
  reason: Candidates,
): PlainlyWrong | undefined {
  if (!next || every(reason, [reasonCode.SWITCH_ROOM])) return undefined;
  const allowed = `the departure of ${id} with 1005: ${next.id} is where its SwitchRoom has led it`;
  const arrived = Math.min(next.joined?.index ?? next.mentioned, next.mentioned);
  const behind = roomObject?.requests.some(
    ({ kind, participation, index }) => kind === 'leave' && participation === next && index < arrived,
  );
  if (behind && some(reason, [codeOf(timeline, 'leave')])) return { clause: 'switch.waits', allowed };
  const hit = causes.wrongRemoves.length > 0 || causes.wrongCalls.length > 0;
  return { clause: hit ? 'switch.first-reason' : 'switch.announced', allowed };
}

/** `end.everyone`, `operator.close`, `operator.end`: its session was ended by another one of the three. */
function endedOtherwise(
  { id, causes }: SeenParticipation,
  { reason, index, observer }: ToldDeparture,
): PlainlyWrong | undefined {
  if (observer || !tellsEnd(reason)) return undefined;
  const ender = latest(causes.enders.filter((each) => each.index < index));
  const clause = ender && clausesOfEnds[ender.code];
  return clause && { clause, allowed: `RoomLeft ${ender.code} to ${id}` };
}

/** Before its window's end, or after it had come back. */
function tooSoon(timeline: Timeline, participation: SeenParticipation, told: ToldDeparture): PlainlyWrong | undefined {
  if (!every(told.reason, [reasonCode.WEBSOCKET_DISCONNECTED])) return undefined;
  if ((tooEarly(timeline, participation, told) ?? -1) >= 0)
    return {
      clause: 'connection.lost-in-time',
      allowed: `no departure of ${participation.id} within the resume window`,
    };
  // Who comes back is told for what it departed: `resume.true-reason`.
  if (told.attempt) return undefined;
  const back = participation.roomObject?.attempts.some(({ kind }, place) => place > 0 && kind !== 'join') ?? false;
  const resumed =
    back && participation.roomObject?.attempts.some((attempt) => attempt.kind !== 'join' && taken(attempt));
  const lost = participation.roomObject?.attempts.some(({ connection }) => connection.losses.length > 0);
  if (!resumed || !lost || participation.causes.own.some(({ kind }) => kind === 'lost')) return undefined;
  return { clause: 'resume.or-departure', allowed: `no departure of ${participation.id}, which has come back` };
}
