/** The reference server: what the spec says, over real sockets, made of parts that can be wrapped. */
export type { Hand, Outgoing, Outlet, Parts, Wrap } from './parts.js';
export { type Running, type ServeOptions, serve } from './server.js';
export { generousLimits, type Heartbeat, type Limits, leastMemoryMs, UnfitOptions } from './settings.js';
