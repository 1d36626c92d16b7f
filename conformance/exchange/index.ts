/** The plain data that every part of the suite speaks. */
export * from './action.js';
export * from './canonical.js';
export * from './history.js';
export * from './notation.js';
export { NotationError } from './notation-words.js';
export * from './observation.js';
export * from './profile.js';
export * from './report.js';
export * from './scenario.js';
export * from './verdict.js';
