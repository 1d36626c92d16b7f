/** The client machine: one room object, from its join to its roomLeft. */
export * from './config.js';
export * from './effects.js';
export * from './events.js';
export * from './state.js';
export { type RoomObjectStateName, stateNameOf, stateNames } from './state.js';
export { enabledTimers, stepClient } from './step.js';
