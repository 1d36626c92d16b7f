/** The codes that this machine gives, and the form in which a server may send them. */
import type { Config, Reason } from './state.js';

export const WEBSOCKET_DISCONNECTED = 1001;
export const REMOVE_PEER = 1002;
export const REMOVE_PEER_VIEWER_MODE_CHANGED = 1003;
export const REMOVE_PEER_MEDIA_RELAY_STOP = 1004;
export const SWITCH_ROOM = 1005;
export const ROOM_CLOSE = 1006;
export const UNKNOWN = 1007;
export const REMOVE_ALL = 1008;
export const MEETING_END_API = 1009;
export const REMOVE_PEER_API = 1010;
export const DUPLICATE_PARTICIPANT = 1011;
export const MANUAL_LEAVE_CALLED = 1101;

/** What goes over the wire for a reason: the code, or its core fallback. Clause `reason.fallback`. */
export function sent(config: Config, code: number): Reason {
  if (config.extendedCodes || code < REMOVE_PEER_API) return code;
  return code === REMOVE_PEER_API ? REMOVE_PEER : null;
}

/** Clause `close.code`. */
export const closeCode = (reason: Reason): number => (reason === null ? 1000 : 3000 + reason);
