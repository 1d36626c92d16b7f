/** Departures: some go, by whatever cause, and everybody concerned is told. */
import { sent } from '../reasons.js';
import type { Clauses, Config, Participation, Reason, Room, Step, Telling } from '../state.js';
import { closedRoom } from '../state.js';

/** The room without the given participations. The last departure closes it, and its memory with it; places that are kept stay. */
export function without(room: Room, leavers: readonly Participation[]): Room {
  const present = room.present.filter((one) => !leavers.includes(one));
  if (present.length === 0) return { ...closedRoom, reserved: room.reserved };
  return { ...room, present, departed: [...room.departed, ...leavers.map(({ id }) => id)] };
}

export const tell = (to: Participation, message: Telling['message'], clauses: Clauses): Telling => ({
  kind: 'tell',
  to: to.roomObject,
  message,
  clauses,
});

export const tellLeaver = (leaver: Participation, reason: Reason, replyTo: number, clauses: Clauses): Telling =>
  tell(leaver, { kind: 'roomLeft', reason, replyTo }, clauses);

/** ParticipantLeft to each observer. */
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

/** Some depart at once, for one cause, and are told; whoever is left hears of each. */
export function depart(
  config: Config,
  room: Room,
  leavers: readonly Participation[],
  code: number,
  replyTo: number,
  cause: Clauses[0],
): Step<Room, Telling> {
  const reason = sent(config, code);
  const next = without(room, leavers);
  return [
    next,
    [
      ...leavers.flatMap((leaver) => tellOthers(next.present, leaver, reason, ['departure.tells-others', cause])),
      ...leavers.map((leaver) => tellLeaver(leaver, reason, replyTo, ['departure.tells-leaver', cause])),
    ],
  ];
}

/** Everyone departs at once. `caller` is the one whose request it was. */
export function departAll(
  config: Config,
  room: Room,
  code: number,
  clauses: Clauses,
  caller?: { readonly who: Participation; readonly request: number },
): Step<Room, Telling> {
  const reason = sent(config, code);
  const told: Clauses = [...clauses, 'departure.tells-leaver'];
  const others = room.present.filter((one) => one !== caller?.who);
  // The caller comes last, for its RoomLeft is the answer. Clause `fence.effects-first`.
  const tellings = [...others, ...(caller ? [caller.who] : [])].flatMap((one) => [
    ...(config.announcesEach ? announceEach(room, one, reason) : []),
    tellLeaver(one, reason, one === caller?.who ? caller.request : 0, told),
  ]);
  return [{ ...closedRoom, reserved: room.reserved }, tellings];
}

const announceEach = (room: Room, to: Participation, reason: Reason): Telling[] =>
  room.present.filter((one) => one !== to).flatMap((other) => tellOthers([to], other, reason, ['announces.each']));

export const find = (room: Room, participation: string): Participation | undefined =>
  room.present.find(({ id }) => id === participation);
