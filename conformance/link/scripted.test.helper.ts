/** A small server that answers by a script: a real one, on a socket, which knows nothing of rooms. */
import { EventEmitter, once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { create, fromBinary, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import { type WebSocket, WebSocketServer } from 'ws';
import { ClientMessageSchema, Feature, ServerMessageSchema } from '../../gen/es/index.js';

type Kind = NonNullable<MessageInitShape<typeof ServerMessageSchema>['kind']>;
type Heard = ReturnType<typeof fromBinary<typeof ClientMessageSchema>>;

/** One connection, as the script sees it. */
export interface Peer {
  /** Counted from 1, over all seats. */
  readonly number: number;
  say(sequence: number, kind: Kind, replyTo?: number): void;
  close(code: number): void;
}

export interface ScriptedServer {
  readonly url: string;
  /** Everything that has arrived, in order. */
  readonly heard: { readonly peer: number; readonly message: Heard }[];
  /** Resolves when so many messages have arrived. */
  arrived(count: number): Promise<void>;
  peer(number: number): Peer;
  stop(): void;
}

export async function scripted(answer: (message: Heard, peer: Peer) => void): Promise<ScriptedServer> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  const heard: ScriptedServer['heard'] = [];
  const peers: Peer[] = [];
  const arrivals = new EventEmitter();
  server.on('connection', (socket) => {
    const peer = peerOf(socket, peers.length + 1);
    peers.push(peer);
    socket.on('message', (data: Buffer) => {
      const message = fromBinary(ClientMessageSchema, data);
      heard.push({ peer: peer.number, message });
      arrivals.emit('message');
      answer(message, peer);
    });
  });
  await once(server, 'listening');
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    async arrived(count) {
      while (heard.length < count) await once(arrivals, 'message');
    },
    peer: (number) => peers[number - 1] as Peer,
    stop() {
      for (const socket of server.clients) socket.terminate();
      server.close();
    },
  };
}

const peerOf = (socket: WebSocket, number: number): Peer => ({
  number,
  say(sequence, kind, replyTo = 0) {
    socket.send(toBinary(ServerMessageSchema, create(ServerMessageSchema, { sequence, replyTo, kind })));
  },
  close: (code) => socket.close(code),
});

export const joined = (
  participation: string,
  more: { token?: string; last?: number; session?: string } = {},
): Kind => ({
  case: 'joined',
  value: {
    sessionId: more.session ?? 'session',
    participationId: participation,
    features: [Feature.RESUME],
    resumeWindowMs: 1_000,
    resumeToken: more.token ?? '',
    lastRequestId: more.last ?? 0,
  },
});

export const resumed = (token: string, last = 0): Kind => ({
  case: 'resumed',
  value: { resumeToken: token, lastRequestId: last },
});

export const roomLeft = (code: number): Kind => ({ case: 'roomLeft', value: { reason: { code } } });
export const accepted: Kind = { case: 'accepted', value: {} };
export const rejected = (code: number): Kind => ({ case: 'rejected', value: { code } });
