/**
 * The executable specification, `adjourn/machine`: pure reducers, without I/O, clock or randomness.
 * {@link step} takes a whole server from one state to the next; {@link react} does the same for a server that keeps its
 * state in maps of its own; {@link stepRoom} decides for one room. Every effect names the clauses for which it is
 * there.
 *
 * @packageDocumentation
 */
export { close, reason } from '../../gen/codes.js';
export { baseConfig, type Config, configOf } from './config.js';
export type { Changes, Lookup } from './draft.js';
export type { Access, Ask, Event, Fault, FreshIds, RoomServiceCall, ServerEvent, Severed } from './events.js';
export { closeOver } from './gone.js';
export type {
  Clauses,
  ConnectionId,
  Effect,
  Member,
  Message,
  Reason,
  Refusal,
  Role,
  RoomObjectId,
  Step,
} from './messages.js';
export { react } from './react.js';
export { closeCode, sent } from './reasons.js';
export { stepRoom } from './room/reducer.js';
export { connectionsOf, numbered, tellRoomObject } from './room-object.js';
export { RuleViolation, type Searched, type Space, type Successor, search } from './search.js';
export { enabled, step } from './server.js';
export type { RoomEvent, RoomReducer, Telling } from './state.js';
export {
  closedRoom,
  idle,
  type Participation,
  type Reservation,
  type Retained,
  type RoomObject,
  type RoomState,
  type Server,
  type Switching,
  type Token,
} from './state.js';
