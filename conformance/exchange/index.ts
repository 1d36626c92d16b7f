/** The plain data that every part of the suite speaks. */
export * from './canonical.js';
export * from './client.js';
export * from './describe.js';
export * from './features.js';
export * from './history.js';
export * from './log.js';
export * from './log-report.js';
export * from './names.js';
export * from './notation/index.js';
export { NotationError } from './notation/observation.js';
export * from './observation.js';
export * from './profile.js';
export * from './report.js';
export * from './scenario.js';
export { firstIndex } from './search.js';
export * from './testee.js';
export * from './timing.js';
export * from './words.js';
