/** The suite's own end of the wire. */
export * from './client-codec.js';
export * from './incoming.js';
export * from './json.js';
export * from './no-connection.js';
export * from './operator.js';
export * from './outgoing.js';
export * from './server-codec.js';
