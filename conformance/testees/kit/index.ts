/** The library `adjourn/testee`. */
export { Lifecycle, type Stay } from './lifecycle.js';
export { LISTENER_ERROR, type Listeners, listeners } from './listeners.js';
export { takeCommands } from './loop.js';
export type * from './messages.js';
export type * from './ready.js';
export { orRefused, Refused, Unsupported } from './refused.js';
export { runTestee } from './run.js';
export { allBut, type Calls, type Tell, type Testee, type World } from './testee.js';
export type * from './told.js';
