/** The suite's own end of the wire. */
export * from './codec.js';
export * from './json.js';
export * from './listen.js';
export * from './no-link.js';
export * from './operator.js';
export * from './server-codec.js';
export * from './socket.js';
