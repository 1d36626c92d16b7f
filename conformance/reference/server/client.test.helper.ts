/** A client for tests: it speaks the wire by the ts-proto types, and remembers all that it sees. */
import { once } from 'node:events';
import { WebSocket } from 'ws';
import {
  ClientMessage,
  type Joined,
  type Reason,
  type Rejected,
  type Resumed,
  Role,
  ServerMessage,
} from '../../../gen/ts-proto/index.js';
import { type ServeOptions, serve } from './index.js';

type Kind = NonNullable<ClientMessage['kind']>;
type Case = NonNullable<ServerMessage['kind']>['$case'];

/** Everything that the client has seen, a close included, waits here until a test asks for it. */
export class Client {
  readonly seen: ServerMessage[] = [];
  closed: number | undefined;
  ack = 0;
  #request = 0;
  #wake = () => {};

  private constructor(readonly socket: WebSocket) {
    socket.on('message', (data: Buffer) => {
      const message = ServerMessage.decode(data);
      this.ack = Math.max(this.ack, message.sequence);
      this.seen.push(message);
      this.#wake();
    });
    socket.on('close', (code) => {
      this.closed = code;
      this.#wake();
    });
    socket.on('error', () => {});
  }

  static async open(url: string): Promise<Client> {
    const socket = new WebSocket(url, 'adjourn.v1.proto', { perMessageDeflate: false });
    const client = new Client(socket);
    await once(socket, 'open');
    return client;
  }

  send(kind: Kind | undefined, requestId = 0): void {
    this.socket.send(ClientMessage.encode({ requestId, ack: this.ack, kind }).finish());
  }

  /** Sends the next request and gives its number. */
  ask(kind: Kind | undefined): number {
    this.#request += 1;
    this.send(kind, this.#request);
    return this.#request;
  }

  /** Goes on with the numbers of another connection of the same room object. */
  continues({ ack }: Client, request: number): void {
    this.ack = ack;
    this.#request = request;
  }

  /** The first message of a kind; waits for it. */
  async first<C extends Case>($case: C): Promise<ServerMessage & { kind: { $case: C } }> {
    const is = (one: ServerMessage): one is ServerMessage & { kind: { $case: C } } => one.kind?.$case === $case;
    await this.until(() => this.seen.some(is), $case);
    return this.seen.find(is) as ServerMessage & { kind: { $case: C } };
  }

  /** Proves that nothing is still to come, and gives the kinds of all that has come, without the proof. */
  async fence(): Promise<string[]> {
    const request = this.ask({ $case: 'sync', value: {} });
    const isAnswer = ({ replyTo }: ServerMessage) => replyTo === request;
    await this.until(() => this.seen.some(isAnswer), `answer to ${request}`);
    return this.seen.filter((one) => !isAnswer(one)).map(({ kind }) => kind?.$case ?? 'nothing');
  }

  async until(holds: () => boolean, what: string): Promise<void> {
    const patience = AbortSignal.timeout(5_000);
    while (!holds()) {
      if (patience.aborted) throw new Error(`no ${what} within 5 s; seen: ${JSON.stringify(this.seen)}`);
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        patience.onabort = () => resolve();
      });
    }
  }

  /** The code of the close frame; waits for it. */
  async close(): Promise<number> {
    await this.until(() => this.closed !== undefined, 'close');
    return this.closed ?? 0;
  }
}

export interface Person {
  readonly room?: string;
  readonly role?: Role;
  readonly accessToken?: string;
  readonly joinId?: string;
}

export const joinKind = (participantId: string, person: Person = {}): Kind => {
  const { room: roomId = 'blue', role = Role.ROLE_HOST, accessToken = '', joinId = '' } = person;
  return { $case: 'join', value: { roomId, participantId, role, accessToken, joinId } };
};

/** Servers and clients that end with the test. */
export class Scene {
  readonly #ends: (() => unknown)[] = [];

  async serve(options: Omit<ServeOptions, 'port'> = {}) {
    const server = await serve({ port: 0, ...options });
    this.#ends.push(() => server.stop());
    return server;
  }

  async connect(url: string): Promise<Client> {
    const client = await Client.open(url);
    this.#ends.push(() => client.socket.terminate());
    return client;
  }

  async join(url: string, name: string, person: Person = {}): Promise<Client & { joined: Joined }> {
    const client = await this.connect(url);
    client.send(joinKind(name, person));
    const { kind } = await client.first('joined');
    return Object.assign(client, { joined: kind.value });
  }

  async resume(url: string, token: string, sequence: number): Promise<Client> {
    const client = await this.connect(url);
    client.send({ $case: 'resume', value: { resumeToken: token, sequence } });
    return client;
  }

  /** Clients go first: a server that stops waits for them. */
  async end(): Promise<void> {
    for (const end of this.#ends.splice(0).reverse()) await end();
  }
}

export const resumedOf = async (client: Client): Promise<Resumed> => (await client.first('resumed')).kind.value;

export const refusalOf = async (client: Client): Promise<Rejected['code']> =>
  (await client.first('rejected')).kind.value.code;

/** The code of the RoomLeft that somebody gets, or absent. */
export const roomLeft = async (client: Client): Promise<number | 'absent'> =>
  codeOf((await client.first('roomLeft')).kind.value.reason);

/** Whose departure somebody is told of first, and why. */
export async function told(client: Client): Promise<[string, number | 'absent']> {
  const { participantId, reason } = (await client.first('participantLeft')).kind.value;
  return [participantId, codeOf(reason)];
}

const codeOf = (reason: Reason | undefined): number | 'absent' => reason?.code ?? 'absent';
