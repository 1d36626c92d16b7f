/** The client machine: one room object, from its join to its roomLeft. */
export { nameOf, type StateName, stateNames } from './name.js';
export { enabled, step } from './step.js';
export * from './types.js';
