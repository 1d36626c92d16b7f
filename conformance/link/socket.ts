/** A WebSocket without policy: sends what it is given, reports what arrives, is cut when it is told to. */
import type { Socket } from 'node:net';
import { WebSocket } from 'ws';
import { noLink } from './no-link.js';

export const SUBPROTOCOL = 'adjourn.v1.proto';

export interface LinkEvents {
  message(data: Uint8Array, isBinary: boolean): void;
  /** The close frame's code; 1005 for a frame without one, 1006 for no frame at all. */
  closed(code: number): void;
  /** Something that no WebSocket may send, such as an illegal close code. */
  invalid(what: string): void;
}

export interface Link {
  send(data: Uint8Array | string): void;
  /** Takes the connection away without a word. Nothing is reported afterwards. */
  cut(): void;
  close(code: number): void;
  /** Lets go of a connection that is of no more use, with a reset: thousands that linger in TIME_WAIT make each new one slower. */
  discard(): void;
}

/** How long a server has for the upgrade, in milliseconds. */
const UPGRADE_MS = 9_000;

/** Opens a connection. Rejects with {@link NoLink} where there is none to be had. */
export function connect(url: string, events: LinkEvents, subprotocols = [SUBPROTOCOL]): Promise<Link> {
  const socket = new WebSocket(url, subprotocols, { perMessageDeflate: false, handshakeTimeout: UPGRADE_MS });
  let stream: Socket | undefined;
  socket.once('upgrade', (response) => {
    stream = response.socket;
  });
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => reject(noLink(url, SUBPROTOCOL, error));
    socket.once('error', fail);
    socket.once('open', () => {
      socket.off('error', fail);
      resolve(attach(socket, stream, events));
    });
  });
}

function attach(socket: WebSocket, stream: Socket | undefined, events: LinkEvents): Link {
  let gone = false;
  socket.on('message', (data: Buffer, isBinary: boolean) => {
    if (!gone) events.message(data, isBinary);
  });
  socket.on('error', (error) => {
    if (!gone) events.invalid(error.message);
  });
  socket.on('close', (code) => {
    if (!gone) events.closed(code);
    gone = true;
  });
  return {
    send: (data) => socket.send(data),
    close: (code) => socket.close(code),
    cut() {
      gone = true;
      socket.terminate();
    },
    discard() {
      gone = true;
      stream?.resetAndDestroy();
    },
  };
}
