/** Answers that change nothing. */

import type { Clauses, Participation, Refusal, Room, Step, Telling } from '../state.js';
import { tell } from './depart.js';

export const accept = (room: Room, caller: Participation, replyTo: number, clauses: Clauses): Step<Room, Telling> => [
  room,
  [tell(caller, { kind: 'accepted', replyTo }, clauses)],
];

export const refuse = (
  room: Room,
  caller: Participation,
  replyTo: number,
  code: Refusal,
  clauses: Clauses,
): Step<Room, Telling> => [
  room,
  [tell(caller, { kind: 'rejected', replyTo, code }, [...clauses, 'request.refused-changes-nothing'])],
];
