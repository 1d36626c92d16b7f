/** The client for web pages, over the browser's own WebSocket. */
import type { JoinOptions } from './options.js';
import { type ClientParts, type ClientWrap, rightClientParts } from './parts.js';
import { Room } from './room.js';
import { connectionOver, type WebSocketLike } from './socket.js';

export * from './public.js';

/** As much of a page as is needed here. */
interface Page {
  readonly WebSocket: new (url: string, protocols: string[]) => WebSocketLike;
  addEventListener?(type: 'pagehide', listener: () => void): void;
  removeEventListener?(type: 'pagehide', listener: () => void): void;
}

const page = globalThis as unknown as Page;

const pageParts: ClientParts = {
  ...rightClientParts,
  connect: (url, listener, subprotocols) =>
    connectionOver(new page.WebSocket(url, [...subprotocols]), listener, subprotocols),
  // A page that comes back from the browser's cache finds its room objects left.
  unloading(run) {
    page.addEventListener?.('pagehide', run);
    return () => page.removeEventListener?.('pagehide', run);
  },
};

/**
 * Makes a room object, which begins to join at once. `wrap` changes a part, for those who test what judges clients.
 *
 * @throws {TypeError} where the url does not begin with ws:// or wss://
 *
 * @example
 * const room = joinRoom({ url: 'ws://127.0.0.1:8080', roomId: 'blue', participantId: 'ann', role: 'host' });
 * room.on('joined', ({ sessionId, participants }) => console.log(sessionId, participants.length));
 */
export const joinRoom = (options: JoinOptions, wrap: ClientWrap = (parts) => parts): Room =>
  new Room(options, wrap(pageParts));
