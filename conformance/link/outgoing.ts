/** A WebSocket without policy: sends what it is given, reports what arrives, and is cut, frozen or slowed down when it is told to. */
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { SUBPROTOCOL } from './json.js';
import { Lane } from './lane.js';
import { noConnection } from './no-connection.js';

/** What comes over one WebSocket. */
export interface ConnectionEvents {
  message(data: Uint8Array, isBinary: boolean): void;
  /** The close frame's code; 1005 for a frame without one, 1006 for no frame at all. */
  closed(code: number): void;
  /** Something that no WebSocket may send, such as an illegal close code. */
  invalid(what: string): void;
}

/** A WebSocket that the suite has opened. */
export interface OutgoingConnection {
  send(data: Uint8Array | string): void;
  /** Takes the connection away without a word. Nothing is reported afterwards. */
  cut(): void;
  /** The same with a reset: the far end is told that all is void. It leaves nothing behind, where thousands in TIME_WAIT would make each new connection slower. */
  reset(): void;
  close(code: number): void;
  /** The connection stays open, and nothing passes over it in either direction, the pongs of WebSocket included. */
  freeze(): void;
  /** What a freeze has held passes after all, in order; resolves when it has. */
  heal(): Promise<void>;
  /** From now on everything takes `ms` longer, in either direction. */
  delay(ms: number): void;
}

/** How long a server has for the upgrade, in milliseconds. */
const UPGRADE_MS = 9_000;
/** How long what has piled up on a frozen connection has to be read, in milliseconds. */
const READ_MS = 5;

/** Opens a connection; `patient`: however long it takes. Rejects with {@link NoLink} where there is none to be had. */
export function openConnection(
  url: string,
  events: ConnectionEvents,
  subprotocols: readonly string[] = [SUBPROTOCOL],
  patient = false,
): Promise<OutgoingConnection> {
  const handshakeTimeout = patient ? 0 : UPGRADE_MS;
  const socket = new WebSocket(url, [...subprotocols], { perMessageDeflate: false, handshakeTimeout });
  let stream: Socket | undefined;
  socket.once('upgrade', (response) => {
    stream = response.socket;
  });
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => reject(noConnection(url, subprotocols[0] ?? SUBPROTOCOL, error));
    socket.once('error', fail);
    socket.once('open', () => {
      socket.off('error', fail);
      resolve(attach(socket, stream, events));
    });
  });
}

/** An error of the system's, such as a reset: the connection is gone, and nothing wrong was sent. */
const isOfTheSystem = (error: Error): boolean => 'syscall' in error;

function attach(socket: WebSocket, stream: Socket | undefined, events: ConnectionEvents): OutgoingConnection {
  let gone = false;
  const inward = new Lane();
  const outward = new Lane();
  const arrive = (report: () => void) =>
    inward.take(() => {
      if (!gone) report();
    });
  socket.on('message', (data: Buffer, isBinary: boolean) => arrive(() => events.message(data, isBinary)));
  socket.on('error', (error) => {
    if (!isOfTheSystem(error)) arrive(() => events.invalid(error.message));
  });
  socket.on('close', (code) =>
    arrive(() => {
      events.closed(code);
      release();
    }),
  );
  const release = () => {
    gone = true;
    inward.discard();
    outward.discard();
  };
  // What is on its way to a socket that has been closed meanwhile is lost, as it is in a network.
  const put = (send: () => void) =>
    outward.take(() => {
      if (socket.readyState === WebSocket.OPEN) send();
    });
  return {
    send: (data) => put(() => socket.send(data)),
    close: (code) => put(() => socket.close(code)),
    cut() {
      release();
      socket.terminate();
    },
    reset() {
      release();
      // A stream that is ending cannot be reset: Node would leave its handle open for ever, and then be busy with it.
      if (stream?.writableEnded) stream.destroy();
      else stream?.resetAndDestroy();
    },
    freeze() {
      inward.freeze();
      outward.freeze();
      socket.pause();
    },
    async heal() {
      inward.heal();
      socket.resume();
      // What has arrived meanwhile is read first: it may be that the far end has gone.
      await delay(READ_MS);
      outward.heal();
    },
    delay(ms) {
      inward.delay(ms);
      outward.delay(ms);
    },
  };
}
