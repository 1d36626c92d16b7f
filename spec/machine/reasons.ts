/** The codes that this machine gives, and the form in which a server may send them. */
import type { Config, Reason } from './types.js';

export const WEBSOCKET_DISCONNECTED = 1001;
export const REMOVE_PEER = 1002;
export const REMOVE_ALL = 1008;
export const MANUAL_LEAVE_CALLED = 1101;

/** What goes over the wire for a reason: the code, or its core fallback. Clause `reason.fallback`. */
export function sent(config: Config, code: number): Reason {
  return config.extendedCodes || code < 1010 ? code : null;
}

/** Clause `close.code`. */
export const closeCode = (reason: Reason): number => (reason === null ? 1000 : 3000 + reason);
