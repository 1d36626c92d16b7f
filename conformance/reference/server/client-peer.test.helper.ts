/** A server that does what the test says, and knows no manners; on top of the ts-proto types. */
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { ClientMessage, Joined, ServerMessage } from '../../../gen/ts-proto/index.js';

type Kind = NonNullable<ServerMessage['kind']>;
type Case = NonNullable<ClientMessage['kind']>['$case'];

const joinedFields: Joined = {
  ...Joined.decode(new Uint8Array()),
  sessionId: 's1',
  participationId: 'me#1',
  resumeToken: 'token 1',
};

export const joined = (fields: Partial<Joined> = {}): Kind => ({
  $case: 'joined',
  value: { ...joinedFields, ...fields },
});
export const resumed = (resumeToken = 'token 2', lastRequestId = 0): Kind => ({
  $case: 'resumed',
  value: { resumeToken, lastRequestId },
});
export const roomLeft = (code?: number, message = ''): Kind => ({
  $case: 'roomLeft',
  value: { reason: code === undefined ? undefined : { code, message } },
});
export const rejected = (code: number, message = ''): Kind => ({ $case: 'rejected', value: { code, message } });
export const departed = (participationId: string, code?: number, message = ''): Kind => ({
  $case: 'participantLeft',
  value: {
    participantId: participationId.split('#')[0] ?? '',
    participationId,
    reason: code === undefined ? undefined : { code, message },
  },
});
export const heartbeat: Kind = { $case: 'heartbeat', value: {} };

/** Collects what comes, and lets a test wait for what it asks for. */
class Inbox<T> {
  readonly items: T[] = [];
  #wake = () => {};

  put(item: T): void {
    this.items.push(item);
    this.#wake();
  }

  async find<U extends T>(is: (item: T) => item is U, what: string): Promise<U>;
  async find(is: (item: T) => boolean, what: string): Promise<T>;
  async find(is: (item: T) => boolean, what: string): Promise<T> {
    const patience = AbortSignal.timeout(5000);
    for (;;) {
      const found = this.items.find(is);
      if (found !== undefined) return found;
      if (patience.aborted) throw new Error(`no ${what} within 5 s; heard: ${JSON.stringify(this.items)}`);
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        patience.onabort = () => resolve();
      });
    }
  }
}

export class PeerLine {
  readonly #heard = new Inbox<ClientMessage>();
  readonly #closes = new Inbox<number>();

  constructor(
    readonly socket: WebSocket,
    readonly request: IncomingMessage,
  ) {
    socket.on('message', (data: Buffer) => this.#heard.put(ClientMessage.decode(data)));
    socket.on('close', (code) => this.#closes.put(code));
    socket.on('error', () => {});
  }

  get heard(): readonly ClientMessage[] {
    return this.#heard.items;
  }

  /** The first message of a kind; waits for it. */
  async hears(kind: Case): Promise<ClientMessage> {
    return this.#heard.find((one) => one.kind?.$case === kind, kind);
  }

  say(kind: Kind | undefined, sequence: number, replyTo = 0): void {
    this.socket.send(ServerMessage.encode({ sequence, replyTo, kind }).finish());
  }

  /** The code with which it ends; waits for it. */
  async closed(): Promise<number> {
    return this.#closes.find(() => true, 'close');
  }
}

export class Peer {
  readonly #lines = new Inbox<PeerLine>();
  readonly #ends: (() => void)[] = [];

  private constructor(readonly url: string) {}

  /** `chosen`: the subprotocol that it chooses, whatever is asked for; false: none. */
  static async listen(chosen?: string | false): Promise<Peer> {
    const http = createServer();
    const handleProtocols = () => chosen ?? 'adjourn.v1.proto';
    const server = new WebSocketServer({ server: http, handleProtocols });
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
    const peer = new Peer(`ws://127.0.0.1:${(http.address() as AddressInfo).port}`);
    server.on('connection', (socket, request) => peer.#lines.put(new PeerLine(socket, request)));
    peer.#ends.push(() => {
      for (const socket of server.clients) socket.terminate();
      http.close();
      http.closeAllConnections();
    });
    return peer;
  }

  get count(): number {
    return this.#lines.items.length;
  }

  /** The connection with this number, from 1; waits for it. */
  async line(number: number): Promise<PeerLine> {
    await this.#lines.find(() => this.count >= number, `connection ${number}`);
    return this.#lines.items[number - 1] as PeerLine;
  }

  stop(): void {
    for (const end of this.#ends) end();
  }
}
