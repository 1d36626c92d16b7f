// A base server of Adjourn 1.0. This file speaks the wire: connections, frames, closing. room.ts decides what happens in a meeting.
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fromBinary, toBinary } from '@bufbuild/protobuf';
import { configureTextEncoding, getTextEncoding } from '@bufbuild/protobuf/wire';
import { type ClientMessage, ClientMessageSchema, ReasonCode, ServerMessageSchema } from 'adjourn/es';
import { type WebSocket, WebSocketServer } from 'ws';
import { type Client, closeAll, gone, lose, take } from './room.js';

const SUBPROTOCOL = 'adjourn.v1.proto';
/** In bytes; ws closes with 1009 over a longer one: frame.oversize. */
const MAX_FRAME = 65_536;
/** How many bytes may wait for a slow reader: connection.clogged. */
const MAX_WAITING = 1_024;
const MS_TO_JOIN = 10_000;
/** A client that closes with it leaves: connection.goodbye. */
const GOODBYE = 4101;

// Text that is no UTF-8 is no message (frame.undecodable), and no byte of an id is left out (ids.compared).
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
configureTextEncoding({ ...getTextEncoding(), decodeUtf8: (bytes) => utf8.decode(bytes) });

/** A frame as a message; undefined where it is none. */
function decoded(frame: Buffer): ClientMessage | undefined {
  try {
    return fromBinary(ClientMessageSchema, frame);
  } catch {
    return undefined;
  }
}

/** Carries one connection from its handshake to its end. */
function serve(socket: WebSocket): void {
  let waiting = 0;
  const client: Client = {
    sequence: 0,
    heard: false,
    closing: false,
    write(message) {
      // Who does not read for long is cut off, and then found lost.
      if (++waiting > MAX_WAITING) socket.terminate();
      socket.send(toBinary(ServerMessageSchema, message), () => waiting--);
    },
    close: (code) => socket.close(code),
  };
  const tooLate = setTimeout(() => {
    if (!client.room) lose(client, 1008); // connection.unbound
  }, MS_TO_JOIN);
  socket.on('message', (frame: Buffer, isBinary) => {
    if (!isBinary) return lose(client, 1003); // frame.wrong-type
    const message = decoded(frame);
    if (!message) return lose(client, 1007); // frame.undecodable
    take(client, message);
  });
  // ws says here that a frame is none, or too long, and closes by itself.
  socket.on('error', () => gone(client, ReasonCode.WEBSOCKET_DISCONNECTED));
  socket.on('close', (code) => {
    clearTimeout(tooLate);
    gone(client, code === GOODBYE ? ReasonCode.MANUAL_LEAVE_CALLED : ReasonCode.WEBSOCKET_DISCONNECTED);
  });
}

const server = new WebSocketServer({
  // Every Join is believed, so that nobody may reach it from elsewhere: access.development.
  host: '127.0.0.1',
  port: Number(process.env.PORT ?? 0),
  maxPayload: MAX_FRAME,
  // Who does not speak it is refused: handshake.subprotocol.
  verifyClient: ({ req }: { req: IncomingMessage }) =>
    (req.headers['sec-websocket-protocol'] ?? '').split(/, */).includes(SUBPROTOCOL),
  handleProtocols: () => SUBPROTOCOL,
});
server.on('connection', serve);
server.on('listening', () => console.log(`listening on ws://127.0.0.1:${(server.address() as AddressInfo).port}`));
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    closeAll();
    setTimeout(() => process.exit(), 100); // for what is on its way
  });
