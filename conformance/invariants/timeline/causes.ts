/**
 * What must have been, from what was seen: why a stay may have ended, since when it was surely present, and until when.
 *
 * A request takes effect after it was sent and before its answer arrived; nothing else is known of when.
 * So each stay gets bounds, reckoned in bounds.ts, and a check that needs "present" or "gone" uses the bound that is certain.
 */
import type { Candidates, Code, OperatorMethod as Method } from '../../exchange/index.js';
import type {
  ConnectionLoss,
  Ender,
  RoomLeftAt,
  SeenParticipation,
  SentRequest,
  Timeline,
  ToldObserver,
  WayIn,
} from './timeline.js';
import type { OperatorCall } from './view-calls.js';

export interface Cause {
  readonly kind: 'leave' | 'goodbye' | 'remove' | 'end' | 'lost' | 'replaced' | 'viewer' | 'switch' | Method;
  /** When it was sent: it can have ended nothing before. Of a loss, when the resume window was over. */
  readonly index: number;
  readonly request?: SentRequest;
  readonly call?: OperatorCall;
  readonly entry?: WayIn;
  readonly how?: ConnectionLoss['how'];
}

export interface Causes {
  /** All that may have ended this stay alone. */
  readonly own: readonly Cause[];
  /** All that may have ended its session as a whole, the refused not counted. */
  readonly enders: readonly Ender[];
  /** Removes and calls that name it and must not end it: refused, or of somebody who may not. */
  readonly wrongRemoves: readonly SentRequest[];
  readonly wrongCalls: readonly OperatorCall[];
  /** It was not present before this. */
  readonly asked: number;
  /** It had joined by then. */
  readonly present: number;
  /** Nothing that could end it had been sent before this. */
  readonly untouched: number;
  /** The same, Ends not counted. */
  readonly firstCause: number;
  /** It had departed by then. */
  readonly gone: number;
  /** Where the request that ended it was answered, so that the fence holds for its effects; losses are outside of the fence. */
  readonly settled: number;
  /** Tellings of its departure that no cause bears out. Its leaver's own has no observer. */
  readonly unfounded: readonly ToldDeparture[];
}

/** What somebody was told about a departure; RoomLeft has no observer. */
export type ToldDeparture = Omit<ToldObserver, 'observer'> & {
  readonly observer?: SeenParticipation;
  readonly attempt?: RoomLeftAt['attempt'];
};

const never = Number.POSITIVE_INFINITY;

export const noCauses: Causes = {
  own: [],
  enders: [],
  wrongRemoves: [],
  wrongCalls: [],
  asked: never,
  present: never,
  untouched: -1,
  firstCause: -1,
  gone: never,
  settled: never,
  unfounded: [],
};

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

/** Where the session of a stay had surely been ended; Infinity where nothing says so. */
export const endedBy = (timeline: Timeline, { session }: SeenParticipation): number =>
  (session === undefined ? undefined : timeline.sessions.get(session)?.ended) ?? never;

export const refused = ({ answer }: SentRequest | OperatorCall): boolean => answer?.kind === 'rejected';

/** Where the End or the call was answered by which it took effect; Infinity where nobody saw that. */
export function doneAt({ request, call }: Ender): number {
  const answer = request?.answer ?? call?.answer;
  return answer && (answer.kind === 'roomLeft' || answer.kind === 'accepted') ? answer.index : never;
}

const codes: Readonly<Record<Cause['kind'], number>> = {
  leave: 1101,
  goodbye: 1101,
  remove: 1002,
  end: 1008,
  lost: 1001,
  replaced: 1011,
  viewer: 1003,
  switch: 1005,
  endMeeting: 1009,
  closeRoom: 1006,
  removeParticipant: 1010,
  stopMediaRelay: 1004,
};

const fallbacks: Readonly<Record<number, Code>> = { 1010: 1002, 1011: 'absent', 1101: 'absent' };

/** The code that tells a cause truly. `reason.true`, `reason.fallback`. */
export function codeOf(timeline: Timeline, kind: Cause['kind']): Code {
  const code = codes[kind];
  return timeline.has('extended_codes') ? code : (fallbacks[code] ?? code);
}

/** The causes of a stay's departure that were there before an index and that a reason tells truly. */
export function bearing(
  timeline: Timeline,
  { causes }: SeenParticipation,
  reason: Candidates,
  before: number,
): Cause[] {
  const fitting = causes.own.filter(({ kind, index }) => index < before && reason.includes(codeOf(timeline, kind)));
  for (const ender of causes.enders)
    if (ender.index < before && reason.includes(ender.code))
      fitting.push({ ...ender, kind: ender.call?.method ?? 'end' });
  return fitting;
}

/** A system that merges the codes of a whole room says with each of them that the session is over. */
export const tellsEnd = (reason: Candidates): boolean =>
  reason.length > 0 && reason.every((code) => code === 1006 || code === 1008 || code === 1009);
