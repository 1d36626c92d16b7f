/** A participant that keeps count of all it is told. */
import { ClientMessage, type Reason, ReasonCode, Role, ServerMessage } from '../../../gen/ts-proto/index.js';
import type { Extent } from './frames.js';
import { Peer } from './peer.js';

type Kind = NonNullable<ClientMessage['kind']>;
type ServerKind = NonNullable<ServerMessage['kind']>;

/** How long anything may take to come, in milliseconds. */
const PATIENCE_MS = 20_000;

/** Who joins which room, and where. */
export interface PersonOptions {
  readonly port: number;
  readonly room: string;
  readonly name: string;
  readonly role?: Role;
  readonly accessToken?: string;
}

/** One participant. */
export class Person {
  /** How often what was told: `joined`, `participantLeft 1101`, `close 4008` and so on. */
  readonly tally = new Map<string, number>();
  /** Who has been there or has come: the roster, and everybody announced since. */
  others = 0;
  /** Messages received. */
  messages = 0;
  participation = '';
  session = '';
  token = '';
  peer!: Peer;
  sequence = 0;
  #request = 0;
  #wake = () => {};

  private constructor(readonly name: string) {}

  /** Connects and joins; resolves with its Joined. */
  static async enter({
    port,
    room: roomId,
    name,
    role = Role.ROLE_ATTENDEE,
    accessToken = '',
  }: PersonOptions): Promise<Person> {
    const person = new Person(name);
    await person.#connect(port);
    const value = { roomId, participantId: name, role, accessToken, joinId: '' };
    person.#send({ $case: 'join', value }, 0);
    await person.until(() => person.participation !== '', 'Joined');
    return person;
  }

  async #connect(port: number): Promise<void> {
    const peer = await Peer.open(port, { message: (bytes, extent) => this.#hear(bytes, extent) });
    this.peer = peer;
    void peer.gone.then((code) => {
      // A connection that was given up says nothing of the participation.
      if (this.peer === peer) this.#count(`close ${code}`);
      this.#wake();
    });
  }

  /** Comes back on another connection, the old one having been lost; resolves with Resumed, or with RoomLeft. */
  async resume(port: number): Promise<void> {
    await this.#connect(port);
    const answered = () => (this.tally.get('resumed') ?? 0) > before || this.peer.closed !== 0;
    const before = this.tally.get('resumed') ?? 0;
    this.#send({ $case: 'resume', value: { resumeToken: this.token, sequence: this.sequence } }, 0);
    await this.until(answered, 'answer to Resume');
  }

  /** Sends the next request. */
  ask(kind: Kind): void {
    this.#request += 1;
    this.#send(kind, this.#request);
  }

  /** Asks for nothing; resolves with how long the answer took, in milliseconds. */
  async sync(): Promise<number> {
    const started = performance.now();
    const due = this.count('accepted') + 1;
    this.ask({ $case: 'sync', value: {} });
    await this.until(() => this.count('accepted') >= due, 'answer to Sync');
    return performance.now() - started;
  }

  count = (what: string): number => this.tally.get(what) ?? 0;

  /** Waits until something holds; rejects where it does not in 20 s. */
  async until(holds: () => boolean, what: string): Promise<void> {
    const deadline = performance.now() + PATIENCE_MS;
    while (!holds()) {
      const left = deadline - performance.now();
      if (left <= 0 || this.peer.closed !== 0)
        throw new Error(`${this.name}: no ${what}; ${JSON.stringify([...this.tally])}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  #send(kind: Kind, requestId: number): void {
    this.peer.send(ClientMessage.encode({ requestId, ack: this.sequence, kind }).finish());
  }

  #count(what: string): void {
    this.tally.set(what, this.count(what) + 1);
  }

  #hear(bytes: Buffer, { from, to }: Extent): void {
    const { kind, sequence } = ServerMessage.decode(bytes.subarray(from, to));
    this.messages += 1;
    if (sequence !== 0 && sequence !== this.sequence + 1) this.#count('gap in sequence');
    if (sequence !== 0) this.sequence = sequence;
    if (kind) this.#note(kind);
    this.#wake();
  }

  #note(kind: ServerKind): void {
    this.#count(nameOf(kind));
    if (kind.$case === 'participantJoined') this.others += 1;
    if (kind.$case === 'resumed') this.token = kind.value.resumeToken;
    if (kind.$case !== 'joined') return;
    this.others = kind.value.roster.length;
    this.participation = kind.value.participationId;
    this.session = kind.value.sessionId;
    this.token = kind.value.resumeToken;
  }
}

const codeOf = (reason: Reason | undefined): string => String(reason?.code ?? ReasonCode.REASON_CODE_UNSPECIFIED);

function nameOf(kind: ServerKind): string {
  const departs = kind.$case === 'participantLeft' || kind.$case === 'roomLeft';
  return departs ? `${kind.$case} ${codeOf(kind.value.reason)}` : kind.$case;
}
