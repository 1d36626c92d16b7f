/** The reference server: what the spec says, over real sockets, made of parts that can be wrapped. */
export type { Hand, Outgoing, Parts, ServerConnection, Wrap } from './parts.js';
export { type Running, type ServeOptions, serve } from './server.js';
export { generousLimits, type HeartbeatSettings, leastMemoryMs, type ServerLimits, UnfitOptions } from './settings.js';
