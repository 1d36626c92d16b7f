/** The client for Node, over the WebSocket of `ws`. */
import { type ClientOptions, WebSocket } from 'ws';
import type { JoinOptions } from './options.js';
import { type ClientParts, type ClientWrap, rightClientParts } from './parts.js';
import { Room } from './room.js';
import { type ClientConnection, type ConnectionListener, connectionOver, type Subprotocol } from './socket.js';

export * from './public.js';

/** How long a closed socket waits for the far end to close too, before it is cut off, in milliseconds. */
const CLOSE_MS = 2_000;

const settings: ClientOptions & { closeTimeout: number } = { perMessageDeflate: false, closeTimeout: CLOSE_MS };

function connect(url: string, listener: ConnectionListener, subprotocols: readonly Subprotocol[]): ClientConnection {
  const socket = new WebSocket(url, [...subprotocols], settings);
  // `ws` takes a server that chooses no subprotocol for a connection that failed; here it is told apart.
  socket.on('upgrade', ({ headers }) => {
    if (!subprotocols.some((one) => one === headers['sec-websocket-protocol'])) listener.refused();
  });
  return connectionOver(socket, listener, subprotocols);
}

const nodeParts: ClientParts = { ...rightClientParts, connect, unloading: () => () => {} };

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
  new Room(options, wrap(nodeParts));
