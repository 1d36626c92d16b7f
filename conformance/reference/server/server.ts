/** The reference server: the machine over WebSocket, and the operator's service beside it. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { wsClose } from '../../../gen/codes.js';
import { baseConfig, type Config } from '../../../spec/machine/config.js';
import { tokensOf } from './access.js';
import { AcceptedConnection } from './connection.js';
import { encoder, inJson } from './encode.js';
import { ServerEngine } from './engine.js';
import { beat } from './heartbeat.js';
import { Intake } from './intake.js';
import { type Handler, roomService } from './operator.js';
import { type Parts, rightParts, type Timer, type Wrap } from './parts.js';
import { reporting } from './reports.js';
import {
  generousLimits,
  type HeartbeatSettings,
  noHeartbeat,
  type ServerLimits,
  type ServerSettings,
  UnfitOptions,
} from './settings.js';

const BINARY = 'adjourn.v1.proto';
const TEXT = 'adjourn.v1.json';
const SERVICE = '/adjourn.v1.RoomService/';
/** The HTTP status for a WebSocket without the subprotocol. */
const BAD_REQUEST = 400;
/** How long a client may take to answer the close frame of a server that stops, in milliseconds. */
const STOP_MS = 500;

/** How a server is started. */
export interface ServeOptions {
  /** Where to listen; 0 is any free port. */
  readonly port: number;
  /** Loopback unless said otherwise. */
  readonly host?: string;
  /** What is left out is as in `baseConfig` of the machine. */
  readonly config?: Partial<Config>;
  /** Whether `room_order` is declared; it is kept to in any case. */
  readonly roomOrder?: boolean;
  readonly heartbeat?: HeartbeatSettings;
  /** Whether the subprotocol of text frames is spoken too. */
  readonly json?: boolean;
  readonly limits?: Partial<ServerLimits>;
  /** How long each half of a switch takes, in milliseconds, as between two nodes; no time unless said otherwise. */
  readonly switchMs?: number;
  /** The HS256 secret of the access tokens. Without it anybody may claim to be anybody: development mode, on loopback only. */
  readonly tokenSecret?: string | undefined;
  /** The operator's bearer token. Without it there is no RoomService, and no relay that it could stop. */
  readonly operatorToken?: string | undefined;
  /** Changes a part, for mutants and variants. */
  readonly wrap?: Wrap;
  /** Takes each report of a departure, or of the end of a session, as a line of a log; none is made unless this is said. */
  readonly report?: ((line: string) => void) | undefined;
  /** Takes a line about a fault of the server's own; stderr unless said otherwise. */
  readonly log?: (line: string) => void;
}

/** A server that is running. */
export interface Running {
  readonly url: string;
  readonly port: number;
  /** Closes every room, so that everybody is told, and then the server. */
  stop(): Promise<void>;
}

/**
 * Starts a server.
 *
 * @throws Rejects with {@link UnfitOptions} for options that do not fit, and with the system's error where the port
 * cannot be had.
 */
export async function serve(options: ServeOptions): Promise<Running> {
  const { port, host = '127.0.0.1', tokenSecret, operatorToken, log = (line) => console.error(line) } = options;
  if (tokenSecret === undefined && !isLoopback(host))
    throw new Error(
      `Without a token secret nobody proves who they are: give one, or listen on 127.0.0.1, not ${host}.`,
    );
  if (operatorToken === '') throw new UnfitOptions("The operator's token is empty: give another one, or none.");
  const settings = settingsOf(options);
  const wrapped = options.wrap ? options.wrap(rightParts) : rightParts;
  const parts = options.report ? reporting(wrapped, options.report) : wrapped;
  const tokens = tokenSecret === undefined ? undefined : await tokensOf(tokenSecret);
  const engine = new ServerEngine(settings, parts, log);
  const intake = new Intake(settings, engine, tokens, parts);
  const http = createServer(
    operatorToken === undefined ? fallback : roomService(engine, operatorToken, fallback, parts.pause),
  );
  const sockets = acceptor(http, settings);
  const accept = acceptedBy(settings, parts, engine, intake);
  sockets.on('connection', (socket, request) => accept(socket, request.socket));
  http.listen(port, host);
  await once(http, 'listening');
  const pulse = beat(settings.heartbeat, engine, parts);
  const bound = (http.address() as AddressInfo).port;
  const stop = () => stopAll(http, sockets, engine, pulse);
  return { url: `ws://${host.includes(':') ? `[${host}]` : host}:${bound}`, port: bound, stop };
}

const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || /^127(\.\d+){3}$/.test(host);

function settingsOf({
  config,
  roomOrder = true,
  heartbeat = noHeartbeat,
  json = false,
  limits,
  operatorToken,
  switchMs = 0,
}: ServeOptions): ServerSettings {
  const operator = operatorToken !== undefined;
  const whole = { ...baseConfig, ...config };
  return {
    config: { ...whole, relay: whole.relay && operator },
    roomOrder,
    operator,
    heartbeat,
    json,
    limits: { ...generousLimits, ...limits },
    switchMs,
  };
}

/** Answers what is neither a WebSocket nor a call of the service. */
const fallback: Handler = (request, response) => {
  if (request.url?.startsWith(SERVICE)) response.writeHead(404);
  else response.writeHead(426, { upgrade: 'websocket' });
  response.end();
};

function acceptor(http: Server, { json, limits }: ServerSettings): WebSocketServer {
  const spoken = json ? [BINARY, TEXT] : [BINARY];
  const sockets = new WebSocketServer({
    server: http,
    maxPayload: limits.messageBytes,
    perMessageDeflate: false,
    handleProtocols: (offered) => [...offered].find((one) => spoken.includes(one)) ?? false,
    // Clause `handshake.subprotocol`.
    verifyClient: ({ req }: { req: IncomingMessage }, answer: (fits: boolean, status: number) => void) =>
      answer(
        spoken.some((one) => offers(req, one)),
        BAD_REQUEST,
      ),
  });
  // Errors of the HTTP server are repeated here; they are awaited in `serve`, on the server itself.
  sockets.on('error', () => {});
  return sockets;
}

const offers = (request: IncomingMessage, protocol: string): boolean =>
  (request.headers['sec-websocket-protocol'] ?? '').split(',').some((one) => one.trim() === protocol);

/** Gives a function that takes the next WebSocket. */
function acceptedBy(settings: ServerSettings, parts: Parts, engine: ServerEngine, intake: Intake) {
  const { unboundMs, requestsPerSecond } = settings.limits;
  const binary = encoder(settings, parts.words);
  const json = inJson(binary);
  let count = 0;
  return (socket: WebSocket, stream: Duplex): void => {
    count += 1;
    const text = socket.protocol === TEXT;
    const connection = new AcceptedConnection(count, requestsPerSecond, {
      socket,
      stream,
      encode: text ? json : binary,
    });
    engine.add(connection);
    const patience = parts.clock.after(parts.due(unboundMs), () => {
      if (engine.carried(connection) || connection.deaf) return;
      connection.deaf = true;
      connection.close(wsClose.POLICY_VIOLATION);
    });
    const hears = () => {
      connection.heardAt = performance.now();
    };
    socket.on('ping', hears).on('pong', hears);
    socket.on('message', (data: Buffer, isBinary: boolean) => {
      intake.frame(connection, parts.read(data, isBinary, text));
    });
    socket.on('error', (error: Error & { code?: string }) => {
      if (error.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH')
        intake.frame(connection, { kind: 'fault', fault: 'oversize' });
    });
    socket.on('close', (code: number) => {
      patience.cancel();
      intake.gone(connection, code);
    });
  };
}

async function stopAll(http: Server, sockets: WebSocketServer, engine: ServerEngine, pulse: Timer): Promise<void> {
  pulse.cancel();
  const closed = once(http, 'close');
  http.close();
  engine.closeRooms();
  engine.dismiss(wsClose.GOING_AWAY);
  const patience = setTimeout(() => {
    for (const socket of sockets.clients) socket.terminate();
    http.closeAllConnections();
  }, STOP_MS);
  await closed;
  clearTimeout(patience);
}
