/** The executable specification: pure reducers, without I/O, clock or randomness. */

export type { Lookup } from './draft.js';
export { closeOver } from './gone.js';
export { type Changes, type RoomReducer, react } from './react.js';
export * from './reasons.js';
export * from './room/reducer.js';
export { connectionsOf, tellRoomObject } from './room-object.js';
export * from './server.js';
export * from './state.js';
