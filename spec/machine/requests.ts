/** Answers that change nothing. */
import type { Clauses, Participation, Refusal, Room, Step } from './types.js';

/** The caller is bound, or it could not have asked. */
const reach = ({ connection }: Participation): string => connection ?? '';

export function accept(room: Room, caller: Participation, replyTo: number, clauses: Clauses): Step<Room> {
  return [room, [{ kind: 'send', to: reach(caller), message: { kind: 'accepted', replyTo }, clauses }]];
}

export function refuse(
  room: Room,
  caller: Participation,
  replyTo: number,
  code: Refusal,
  clauses: Clauses,
): Step<Room> {
  const all: Clauses = [...clauses, 'request.refused-changes-nothing'];
  return [room, [{ kind: 'send', to: reach(caller), message: { kind: 'rejected', replyTo, code }, clauses: all }]];
}
