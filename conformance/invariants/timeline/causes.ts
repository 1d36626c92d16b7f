/**
 * What must have been, from what was seen: why a participation may have ended, since when it was surely present, and
 * until when.
 *
 * A request takes effect after it was sent and before its answer arrived; nothing else is known of when.
 * So each participation gets bounds, reckoned in bounds.ts, and a check that needs "present" or "gone" uses the bound
 * that is certain.
 */
import type { ClauseId } from '../../../gen/clauses.js';
import { reason as reasonCode } from '../../../gen/codes.js';
import type { Candidates, Code } from '../../exchange/words.js';
import type { OperatorCall } from './parts.js';
import type { Cause, SeenParticipation, SentRequest, Timeline, ToldDeparture, WayIn } from './timeline.js';

/** Everything that was told of a departure in its own room, the leaver's RoomLeft first. */
export const tellingsOf = ({ left, moreRoomLefts, tellings }: SeenParticipation): ToldDeparture[] =>
  left ? [left, ...moreRoomLefts, ...tellings] : [...tellings];

/** Nobody knows what became of it. */
export const unknown = ({ participation, refused, forestalled }: WayIn): boolean =>
  !participation && !refused && !forestalled;

/** Ways into a room whose answer was never seen: each may have made a participation that only others know. */
export const openEntries = (timeline: Timeline, participant: string, room: string): WayIn[] =>
  (timeline.rooms.get(room)?.entries ?? []).filter(
    (entry) => unknown(entry) && entry.roomObject.seat.participant === participant,
  );

/** Whether the answer is a refusal. */
export const refused = ({ answer }: SentRequest | OperatorCall): boolean => answer?.kind === 'rejected';

/** Whether a cause removes one participation by its name. */
export const removing = (kind: Cause['kind']): boolean =>
  kind === 'remove' || kind === 'removeParticipant' || kind === 'stopMediaRelay';

const codes: Readonly<Record<Cause['kind'], number>> = {
  leave: reasonCode.MANUAL_LEAVE_CALLED,
  goodbye: reasonCode.MANUAL_LEAVE_CALLED,
  remove: reasonCode.REMOVE_PEER,
  end: reasonCode.REMOVE_ALL,
  lost: reasonCode.WEBSOCKET_DISCONNECTED,
  replaced: reasonCode.DUPLICATE_PARTICIPANT,
  viewer: reasonCode.REMOVE_PEER_VIEWER_MODE_CHANGED,
  switch: reasonCode.SWITCH_ROOM,
  endMeeting: reasonCode.MEETING_END_API,
  closeRoom: reasonCode.ROOM_CLOSE,
  removeParticipant: reasonCode.REMOVE_PEER_API,
  stopMediaRelay: reasonCode.REMOVE_PEER_MEDIA_RELAY_STOP,
};

const fallbacks: Readonly<Record<number, Code>> = {
  [reasonCode.REMOVE_PEER_API]: reasonCode.REMOVE_PEER,
  [reasonCode.DUPLICATE_PARTICIPANT]: 'absent',
  [reasonCode.MANUAL_LEAVE_CALLED]: 'absent',
};

/** The codes for which something else stands where `extended_codes` is not declared. */
export const replacedCodes: Candidates = Object.keys(fallbacks).map(Number);

/** The code that tells a cause truly. `reason.true`, `reason.fallback`. */
export function codeOf(timeline: Pick<Timeline, 'has'>, kind: Cause['kind']): Code {
  const code = codes[kind];
  return timeline.has('extended_codes') ? code : (fallbacks[code] ?? code);
}

/** The causes of a participation's departure that were there before an index and that a reason tells truly. */
export function bearing(
  timeline: Pick<Timeline, 'has'>,
  { causes }: Pick<SeenParticipation, 'causes'>,
  reason: Candidates,
  before: number,
): Cause[] {
  const fitting = causes.own.filter(({ kind, index }) => index < before && reason.includes(codeOf(timeline, kind)));
  for (const ender of causes.enders)
    if (ender.index < before && reason.includes(ender.code))
      fitting.push({ ...ender, kind: ender.call?.method ?? 'end' });
  return fitting;
}

/** The whole room departs by these: by a call of CloseRoom, an End, or a call of EndMeeting. */
export const wholeRoom: Candidates = [reasonCode.ROOM_CLOSE, reasonCode.REMOVE_ALL, reasonCode.MEETING_END_API];

/** By which clause everybody is told of what ended a session. */
export const clausesOfEnds: Readonly<Record<number, ClauseId>> = {
  [reasonCode.ROOM_CLOSE]: 'operator.close',
  [reasonCode.REMOVE_ALL]: 'end.everyone',
  [reasonCode.MEETING_END_API]: 'operator.end',
};

/**
 * Whether a reason says that the session is over. A system that merges the codes of a whole room says so with each
 * of them.
 */
export const tellsEnd = (reason: Candidates): boolean =>
  reason.length > 0 && reason.every((code) => wholeRoom.includes(code));

/** Whether anything but a loss can have ended a participation by then that was not shown RoomLeft. */
export const mayHaveDeparted = (
  timeline: Timeline,
  { tellings, causes }: SeenParticipation,
  until = Number.POSITIVE_INFINITY,
): boolean =>
  tellings.some(({ reason, index }) => index < until && !reason.includes(codeOf(timeline, 'lost'))) ||
  causes.own.some(({ kind, index }) => index < until && kind !== 'lost') ||
  causes.enders.some(({ index }) => index < until);

/** Nothing else is wrong with it: neither its token, nor what it names, nor, of a SwitchRoom, the room. */
export const plain = ({ flaw, unfit, request, room }: WayIn): boolean =>
  flaw === undefined &&
  unfit === undefined &&
  (!request || (request.participation !== undefined && request.participation.room !== room));

/** Whether the system breaks the clause on purpose, so that what comes of it is no wonder. */
export const deviatesFrom = ({ history }: Timeline, clause: ClauseId): boolean =>
  history.profile.deviations.some((deviation) => deviation.clause === clause);

/** A call without a session means whichever is open. */
export const means = (
  { room, session }: OperatorCall,
  participation: Pick<SeenParticipation, 'room' | 'session'>,
): boolean => room === participation.room && (session === '' || session === participation.session);
