/** The plain data that every part of the suite speaks. */
export * from './action.js';
export * from './canonical.js';
export * from './client.js';
export * from './history.js';
export * from './log.js';
export * from './log-report.js';
export * from './names.js';
export * from './notation.js';
export { NotationError } from './notation-words.js';
export * from './observation.js';
export * from './peer.js';
export * from './profile.js';
export * from './report.js';
export * from './scenario.js';
export { firstIndex } from './search.js';
export * from './testee.js';
export * from './timing.js';
export * from './verdict.js';
