/** A WebSocket client that does as little as it can: a process holds ten thousand of them. */
import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { wsClose } from '../../../gen/codes.js';
import { type Extent, frame, opcodes } from './frames.js';
import { type FrameReader, frameReader } from './reader.js';

const KEY_BYTES = 16;
const LENT_BYTES = 262_144;
/** All connections of the process read into it, one after another. */
const lent = Buffer.alloc(LENT_BYTES);
const END_OF_HEAD = '\r\n\r\n';

const upgrade = (port: number): string =>
  [
    'GET / HTTP/1.1',
    `Host: 127.0.0.1:${port}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${randomBytes(KEY_BYTES).toString('base64')}`,
    'Sec-WebSocket-Protocol: adjourn.v1.proto',
    END_OF_HEAD,
  ]
    .join('\r\n')
    .slice(0, -2);

/** Listens to a connection. */
export interface PeerListener {
  /** A message has come: its bytes are lent. */
  message(bytes: Buffer, extent: Extent): void;
  pong?(): void;
}

/** One connection. */
export class Peer {
  /** The code of the server's close frame; 0 while there is none, `wsClose.NO_FRAME` for an end without one. */
  closed = 0;
  /** Resolves with that code, once the connection is gone. */
  readonly gone: Promise<number>;
  readonly #socket: Socket;
  readonly #reader: FrameReader;

  private constructor(
    port: number,
    private readonly listener: PeerListener,
    opened: (error?: Error) => void,
  ) {
    this.#reader = frameReader((bytes, extent) => this.#frame(bytes, extent));
    let head: string | undefined = '';
    const read = (count: number): boolean => {
      if (head === undefined) {
        this.#reader.add(lent, count);
        return true;
      }
      head += lent.toString('latin1', 0, count);
      const end = head.indexOf(END_OF_HEAD);
      if (end < 0) return true;
      const rest = Buffer.from(head.slice(end + END_OF_HEAD.length), 'latin1');
      opened(head.startsWith('HTTP/1.1 101') ? undefined : new Error(`no upgrade: ${head.split('\r\n')[0]}`));
      head = undefined;
      this.#reader.add(rest, rest.length);
      return true;
    };
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true, onread: { buffer: lent, callback: read } });
    this.#socket.on('connect', () => this.#socket.write(upgrade(port)));
    this.#socket.on('error', (error) => opened(error));
    this.gone = new Promise((resolve) => {
      this.#socket.on('close', () => {
        this.closed ||= wsClose.NO_FRAME;
        opened(new Error('closed before the upgrade'));
        resolve(this.closed);
      });
    });
  }

  /** Opens a WebSocket. @throws where the server does not upgrade the connection. */
  static open(port: number, listener: PeerListener): Promise<Peer> {
    return new Promise((resolve, reject) => {
      const peer: Peer = new Peer(port, listener, (error) => (error ? reject(error) : resolve(peer)));
    });
  }

  /** Sends one message. */
  send(message: Uint8Array): void {
    this.write(frame(opcodes.binary, message));
  }

  /** Sends bytes as they are. */
  write(bytes: Uint8Array): void {
    if (!this.#socket.destroyed) this.#socket.write(bytes);
  }

  /** Resets the connection, so that its port can be used again at once. */
  reset(): void {
    this.#socket.resetAndDestroy();
  }

  #frame(bytes: Buffer, extent: Extent): void {
    const { opcode, from, to } = extent;
    if (opcode === opcodes.binary) this.listener.message(bytes, extent);
    else if (opcode === opcodes.pong) this.listener.pong?.();
    else if (opcode === opcodes.close) {
      this.closed = to - from < 2 ? wsClose.NO_STATUS : bytes.readUInt16BE(from);
      this.write(frame(opcodes.close, Buffer.from(bytes.subarray(from, Math.min(from + 2, to)))));
    }
  }
}
