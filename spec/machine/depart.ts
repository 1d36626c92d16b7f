/** Departures: one participation goes, by whatever cause, and everybody concerned is told. */
import { closeCode, sent } from './reasons.js';
import type { Clauses, Config, ConnectionId, Effect, Participation, Reason, Room, Step } from './types.js';
import { closedRoom } from './types.js';

/** The room without the given participations. The last departure closes it, and its memory with it. */
export function without(room: Room, leavers: readonly Participation[]): Room {
  const present = room.present.filter((one) => !leavers.includes(one));
  if (present.length === 0) return closedRoom;
  return { ...room, present, departed: [...room.departed, ...leavers.map(({ id }) => id)] };
}

/** RoomLeft and the close that follows it. A lingering participation cannot be told. */
export function tellLeaver(leaver: Participation, reason: Reason, replyTo: number, clauses: Clauses): Effect[] {
  if (leaver.connection === null) return [];
  return [
    { kind: 'send', to: leaver.connection, message: { kind: 'roomLeft', reason, replyTo }, clauses },
    { kind: 'close', to: leaver.connection, code: closeCode(reason), clauses: ['close.code', 'close.follows'] },
  ];
}

/** ParticipantLeft to each of the observers that can be reached. */
export function tellOthers(
  observers: readonly Participation[],
  leaver: Participation,
  reason: Reason,
  clauses: Clauses,
): Effect[] {
  const message = {
    kind: 'participantLeft',
    participant: leaver.participant,
    participation: leaver.id,
    reason,
  } as const;
  return observers.flatMap(({ connection }) =>
    connection === null ? [] : [{ kind: 'send' as const, to: connection, message, clauses }],
  );
}

/** One participation departs, and is told if its connection lives. */
export function depart(
  config: Config,
  room: Room,
  leaver: Participation,
  code: number,
  replyTo: number,
  cause: Clauses[0],
): Step<Room> {
  const reason = sent(config, code);
  const next = without(room, [leaver]);
  return [
    next,
    [
      ...tellOthers(next.present, leaver, reason, ['departure.tells-others', cause]),
      ...tellLeaver(leaver, reason, replyTo, ['departure.tells-leaver', cause]),
    ],
  ];
}

/** The participation that a connection carries. */
export const bound = (room: Room, connection: ConnectionId): Participation | undefined =>
  room.present.find((one) => one.connection === connection);
