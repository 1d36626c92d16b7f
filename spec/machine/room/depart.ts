/** Departures: some go, and everybody concerned is told. And answers that change nothing. */
import type { Config } from '../config.js';
import type { Clauses, Reason, Refusal, Step } from '../messages.js';
import { sent } from '../reasons.js';
import { closedRoom, type Participation, type RoomState, type Telling } from '../state.js';

/**
 * The room without the given participations. The last departure closes it, and nothing is remembered; reserved places
 * are kept.
 */
export function without(room: RoomState, leavers: readonly Participation[]): RoomState {
  const present = room.present.filter((one) => !leavers.includes(one));
  if (present.length === 0) return { ...closedRoom, reserved: room.reserved };
  return { ...room, present, departed: [...room.departed, ...leavers.map(({ id }) => id)] };
}

/** Tells one participation. */
export const tell = (to: Participation, message: Telling['message'], clauses: Clauses): Telling => ({
  kind: 'tell',
  to: to.roomObject,
  message,
  clauses,
});

/** RoomLeft. Clause `departure.tells-leaver`. */
export const tellLeaver = (leaver: Participation, reason: Reason, replyTo: number, clauses: Clauses): Telling =>
  tell(leaver, { kind: 'roomLeft', reason, replyTo }, clauses);

/** ParticipantLeft to each observer. Clause `departure.tells-others`. */
export function tellOthers(
  observers: readonly Participation[],
  leaver: Participation,
  reason: Reason,
  clauses: Clauses,
): Telling[] {
  const { participant, id: participation } = leaver;
  const message = { kind: 'participantLeft', participant, participation, reason } as const;
  return observers.map((observer) => tell(observer, message, clauses));
}

/** Why some depart. */
export interface DepartureCause {
  readonly code: number;
  readonly clause: Clauses[0];
  /** The request of the leaver's own that fixed the departure; 0 where none did. */
  readonly replyTo?: number;
}

/** Some depart at once, for one cause, and are told; those who are left hear of each. */
export function depart(
  config: Config,
  room: RoomState,
  leavers: readonly Participation[],
  { code, clause, replyTo = 0 }: DepartureCause,
): Step<RoomState, Telling> {
  const reason = sent(config, code);
  const next = without(room, leavers);
  return [
    next,
    [
      ...leavers.flatMap((leaver) => tellOthers(next.present, leaver, reason, ['departure.tells-others', clause])),
      ...leavers.map((leaver) => tellLeaver(leaver, reason, replyTo, ['departure.tells-leaver', clause])),
    ],
  ];
}

/** Everyone departs at once. `asked` is the request that it was, if a participant made it. */
export function departAll(
  config: Config,
  room: RoomState,
  { code, clauses }: { readonly code: number; readonly clauses: Clauses },
  asked?: { readonly caller: Participation; readonly request: number },
): Step<RoomState, Telling> {
  const reason = sent(config, code);
  const told: Clauses = [...clauses, 'departure.tells-leaver'];
  const others = room.present.filter((one) => one !== asked?.caller);
  // The caller comes last, for its RoomLeft is the answer. Clause `fence.effects-first`.
  const tellings = [...others, ...(asked ? [asked.caller] : [])].flatMap((one) => [
    ...(config.announcesEach ? announceEach(room, one, reason) : []),
    tellLeaver(one, reason, one === asked?.caller ? asked.request : 0, told),
  ]);
  return [{ ...closedRoom, reserved: room.reserved }, tellings];
}

const announceEach = (room: RoomState, to: Participation, reason: Reason): Telling[] =>
  room.present.filter((one) => one !== to).flatMap((other) => tellOthers([to], other, reason, ['announces.each']));

/** Who is present under an id; undefined where nobody is. */
export const find = (room: RoomState, participation: string): Participation | undefined =>
  room.present.find(({ id }) => id === participation);

/** Accepted, for a request that has been carried out or needs no more. */
export const accept = (
  room: RoomState,
  caller: Participation,
  replyTo: number,
  clauses: Clauses,
): Step<RoomState, Telling> => [room, [tell(caller, { kind: 'accepted', replyTo }, clauses)]];

/** A numbered request, and who makes it. */
export interface CallerRequest {
  readonly caller: Participation;
  readonly request: number;
}

/** Rejected. Clause `request.refused-changes-nothing`. */
export const refuse = (
  room: RoomState,
  { caller, request }: CallerRequest,
  code: Refusal,
  clauses: Clauses,
): Step<RoomState, Telling> => [
  room,
  [tell(caller, { kind: 'rejected', replyTo: request, code }, [...clauses, 'request.refused-changes-nothing'])],
];
