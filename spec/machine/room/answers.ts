/** Answers that change nothing. */
import type { Clauses, Refusal, Step } from '../messages.js';
import type { Participation, Room } from '../state.js';
import { tell } from './depart.js';
import type { Telling } from './room-event.js';

/** Accepted, for a request that has been carried out or needs no more. */
export const accept = (room: Room, caller: Participation, replyTo: number, clauses: Clauses): Step<Room, Telling> => [
  room,
  [tell(caller, { kind: 'accepted', replyTo }, clauses)],
];

/** A numbered request, and who makes it. */
export interface CallerRequest {
  readonly caller: Participation;
  readonly request: number;
}

/** Rejected. Clause `request.refused-changes-nothing`. */
export const refuse = (
  room: Room,
  { caller, request }: CallerRequest,
  code: Refusal,
  clauses: Clauses,
): Step<Room, Telling> => [
  room,
  [tell(caller, { kind: 'rejected', replyTo: request, code }, [...clauses, 'request.refused-changes-nothing'])],
];
