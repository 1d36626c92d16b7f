/** The far end of WebSockets, without policy: takes every call, sends what it is given, and goes silent or breaks off when it is told to. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, STATUS_CODES } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';

/** Somebody asks for a WebSocket. */
export interface UpgradeRequest {
  /** The path and the query. */
  readonly address: string;
  readonly subprotocols: readonly string[];
}

/** What becomes of a caller. */
export type UpgradeAnswer =
  /** It gets its WebSocket; without a subprotocol where none is named. */
  | { readonly how: 'accept'; readonly subprotocol?: string }
  | { readonly how: 'refuse'; readonly status: number }
  /** It is never answered. */
  | { readonly how: 'ignore' }
  /** Its connection breaks off. */
  | { readonly how: 'cut' };

/** One WebSocket, seen from here. */
export interface IncomingConnection {
  /** `passes` is called when it goes out: while the connection is frozen that is not yet. */
  send(data: Uint8Array | string, passes?: () => void): void;
  close(code: number): void;
  /** Takes the connection away without a close frame. */
  cut(how: 'fin' | 'reset'): void;
  /** From now on nothing passes in either direction, and the far end is not told. */
  freeze(): void;
  /** What was held back passes after all. */
  heal(): void;
}

/** What comes over one WebSocket. */
export interface IncomingEvents {
  message(data: Uint8Array, isBinary: boolean): void;
  /** The close frame's code; 1005 for a frame without one, 1006 for no frame at all. */
  closed(code: number): void;
  /** Something that no WebSocket may send. */
  invalid(what: string): void;
}

/** What lives at an address. */
export interface Endpoint {
  /** How long the next caller waits before its upgrade is looked at, in milliseconds; nothing where it is not given. */
  waitMs?(): number;
  answerUpgrade(caller: UpgradeRequest): UpgradeAnswer;
  opened(visit: IncomingConnection, caller: UpgradeRequest): IncomingEvents;
  /** A caller that was never answered has gone away. */
  abandoned?(): void;
}

/** A port of the suite's own, with an address for each endpoint. */
export interface ListeningServer {
  readonly host: string;
  readonly port: number;
  /** Gives an address to somebody; what is returned takes it back, and cuts the connections still open there. */
  serveAt(path: string, resident: Endpoint): () => void;
  stop(): Promise<void>;
}

/** Somebody has called an address at which nobody lives; `below`: that of somebody, to which something was appended. */
export type Strayed = (address: string, below: string | undefined) => void;

/** Listens; port 0 is any free one. Rejects with the system's own error where that is not possible. */
export async function listen(host: string, port: number, strayed?: Strayed): Promise<ListeningServer> {
  const server = createServer((_, response) => response.writeHead(426).end());
  const chosen = new WeakMap<IncomingMessage, string>();
  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    handleProtocols: (_, request) => chosen.get(request) ?? false,
  });
  const residents = new Map<string, Endpoint>();
  const streams = new Map<Duplex, Endpoint>();
  const receive = (request: IncomingMessage, stream: Duplex, head: Buffer, resident: Endpoint): void => {
    const caller = callerOf(request);
    const welcome = resident.answerUpgrade(caller);
    switch (welcome.how) {
      case 'refuse':
        refuse(stream, welcome.status);
        break;
      case 'cut':
        stream.destroy();
        break;
      case 'ignore':
        // The stream may stay half open on our side when the caller has hung up.
        stream.once('end', () => stream.destroy());
        stream.once('close', () => resident.abandoned?.()).resume();
        break;
      case 'accept':
        if (welcome.subprotocol !== undefined) chosen.set(request, welcome.subprotocol);
        sockets.handleUpgrade(request, stream, head, (socket) => attach(socket, request, caller, resident));
    }
  };
  server.on('upgrade', (request, stream, head) => {
    stream.on('error', () => {});
    const path = callerOf(request).address.split('?')[0] ?? '';
    const resident = residents.get(path);
    if (!resident) {
      refuse(stream, 404);
      strayed?.(
        path,
        [...residents.keys()].find((one) => path.startsWith(`${one}/`)),
      );
      return;
    }
    streams.set(stream, resident);
    stream.once('close', () => streams.delete(stream));
    const waitMs = resident.waitMs?.() ?? 0;
    if (waitMs === 0) receive(request, stream, head, resident);
    else setTimeout(() => stream.destroyed || receive(request, stream, head, resident), waitMs);
  });
  server.listen(port, host);
  await once(server, 'listening');
  return {
    host,
    port: (server.address() as AddressInfo).port,
    serveAt(path, resident) {
      residents.set(path, resident);
      return () => {
        residents.delete(path);
        for (const [stream, owner] of streams) if (owner === resident) stream.destroy();
      };
    },
    async stop() {
      for (const stream of streams.keys()) stream.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const callerOf = (request: IncomingMessage): UpgradeRequest => ({
  address: request.url ?? '/',
  subprotocols: (request.headers['sec-websocket-protocol'] ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== ''),
});

function refuse(stream: Duplex, status: number): void {
  stream.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function attach(
  socket: WebSocket,
  { socket: stream }: IncomingMessage,
  caller: UpgradeRequest,
  resident: Endpoint,
): void {
  /** What waits for the connection to thaw; undefined while it is not frozen. */
  let held: (() => void)[] | undefined;
  const passing = (work: () => void): void => {
    if (held) held.push(work);
    else work();
  };
  const events = resident.opened(
    {
      send: (data, passes) =>
        passing(() => {
          passes?.();
          socket.send(data);
        }),
      close: (code) => passing(() => socket.close(code)),
      cut(how) {
        if (how === 'reset') stream.resetAndDestroy();
        else stream.destroy();
      },
      freeze() {
        held ??= [];
        socket.pause();
      },
      heal() {
        const waiting = held ?? [];
        held = undefined;
        for (const work of waiting) work();
        socket.resume();
      },
    },
    caller,
  );
  socket.on('message', (data: Buffer, isBinary) => events.message(data, isBinary));
  socket.on('error', (error) => events.invalid(error.message));
  socket.on('close', (code) => events.closed(code));
}
