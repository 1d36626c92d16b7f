/** The executable specification: pure reducers, without I/O, clock or randomness. */

export { faultCode } from './lost.js';
export * from './reasons.js';
export * from './room.js';
export * from './server.js';
export * from './types.js';
