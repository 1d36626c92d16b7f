/** What every entry hands out beside `joinRoom`. */
export { CallFailed } from './call.js';
export type { EventName, Listener, Participant, Place, RoomEvents } from './events.js';
export type { JoinOptions } from './options.js';
export type { ClientParts, ClientWrap } from './parts.js';
export type { Reason } from './reason.js';
export type { Room } from './room.js';
export type { Subprotocol } from './socket.js';
