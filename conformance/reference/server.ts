/** The reference server: the machine over WebSocket. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { type Config, stepRoom } from '../../spec/machine/index.js';
import { Connection } from './connection.js';
import type { Parts, Wrap } from './parts.js';
import { Rooms } from './rooms.js';
import { decode } from './wire.js';

const SUBPROTOCOL = 'adjourn.v1.proto';
/** Clauses `frame.oversize` and, for connections that never join, DESIGN section 4. */
const MOST_BYTES = 65_536;
const UNBOUND_MS = 10_000;
/** How long a client may take to answer the close frame of a server that stops. */
const FAREWELL_MS = 500;

export interface ServeOptions {
  /** Where to listen; 0 is any free port. */
  readonly port: number;
  /** Loopback unless said otherwise: in development mode anybody may claim to be anybody. */
  readonly host?: string;
  readonly config?: Partial<Config>;
  /** Changes a part, for mutants and variants. */
  readonly wrap?: Wrap;
}

export interface Running {
  readonly url: string;
  readonly port: number;
  stop(): Promise<void>;
}

const rightParts: Parts = {
  machine: stepRoom,
  deliver: (outlet, message) => outlet.send(message),
  close: (outlet, code) => outlet.close(code),
  clock: {
    after(ms, run) {
      const timer = setTimeout(run, ms);
      return { cancel: () => clearTimeout(timer) };
    },
  },
};

/** Starts a server. Rejects with the system's error where the port cannot be had. */
export async function serve({ port, host = '127.0.0.1', config, wrap }: ServeOptions): Promise<Running> {
  const whole: Config = { extendedCodes: true, remove: true, resumeWindowMs: 0, ...config };
  const parts = wrap ? wrap(rightParts) : rightParts;
  const rooms = new Rooms(whole, parts);
  const http = createServer((_, response) => response.writeHead(426, { upgrade: 'websocket' }).end());
  const sockets = new WebSocketServer({
    server: http,
    maxPayload: MOST_BYTES,
    perMessageDeflate: false,
    handleProtocols: () => SUBPROTOCOL,
    verifyClient: ({ req }: { req: IncomingMessage }) => offers(req, SUBPROTOCOL),
  });
  // Errors of the HTTP server are repeated here; they are awaited below, on the server itself.
  sockets.on('error', () => {});
  sockets.on('connection', (socket, request) => attach(socket, request.socket, whole, parts, rooms));
  http.listen(port, host);
  await once(http, 'listening');
  const bound = (http.address() as AddressInfo).port;
  return { url: `ws://${host}:${bound}`, port: bound, stop: () => stop(http, sockets, rooms) };
}

const offers = (request: IncomingMessage, protocol: string): boolean =>
  (request.headers['sec-websocket-protocol'] ?? '').split(',').some((one) => one.trim() === protocol);

function attach(socket: WebSocket, stream: Duplex, config: Config, parts: Parts, rooms: Rooms): void {
  const connection = new Connection(randomUUID(), config, socket, stream);
  rooms.add(connection);
  const patience = parts.clock.after(UNBOUND_MS, () => {
    if (!connection.bound) connection.close(1008);
  });
  socket.on('message', (data: Buffer, isBinary: boolean) => rooms.receive(connection, decode(data, isBinary)));
  socket.on('error', (error: Error & { code?: string }) => {
    if (error.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH')
      rooms.receive(connection, { kind: 'fault', fault: 'oversize' });
  });
  socket.on('close', (code: number) => {
    patience.cancel();
    rooms.lost(connection, code);
  });
}

async function stop(http: Server, sockets: WebSocketServer, rooms: Rooms): Promise<void> {
  rooms.stop();
  const closed = once(http, 'close');
  http.close();
  for (const socket of sockets.clients) socket.close(1001);
  const farewell = setTimeout(() => {
    for (const socket of sockets.clients) socket.terminate();
    http.closeAllConnections();
  }, FAREWELL_MS);
  await closed;
  clearTimeout(farewell);
}
