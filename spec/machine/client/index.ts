/** The client machine: one room object, from its join to its roomLeft. */
export { type RoomObjectStateName, stateNameOf, stateNames } from './name.js';
export * from './state.js';
export { enabledTimers, stepClient } from './step.js';
