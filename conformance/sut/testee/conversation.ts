/** The conversation with a testee: numbered commands, many of them under way, each answered exactly once. */
import { CodecError, fromTestee } from '../../exchange/codec.js';
import { type Answer, type Command, type FromTestee, TESTEE_VERSION, type ToldNote } from '../../exchange/testee.js';
import { lastWords } from '../last-words.js';
import { OPEN_MS, SETTLE_MS } from './bounds.js';
import type { Channel, TesteeEvents } from './channel.js';
import { Misbehaving, type Misbehaviour, quoted } from './misbehaving.js';

/** How many lines of a testee's log are kept: a crash may say first what went wrong, and then where, in two lines for each call. */
const KEPT_LINES = 200;

const STAY = 'see that the command is right, and that it goes on until its input ends';

type Ready = Extract<Answer, { kind: 'ready' }>;
type Hear = (seat: string, told: ToldNote) => void;

interface Pending {
  readonly command: Command;
  /** Is called before anything else that the testee says is looked at. */
  readonly answered?: (answer: Answer) => void;
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

/** What has happened to a testee so far, over all its starts. */
export interface SoFar {
  /** One of its clients has been in a meeting: what takes it down after that may be the client. */
  joined: boolean;
}

/** One conversation with one testee. */
export class Conversation {
  /** The last lines that were no messages. */
  readonly log: string[] = [];
  /** What it did that no testee may do; nothing more is expected of it then. */
  failure: Misbehaving | undefined;
  #channel: Channel | undefined;
  #last = 0;
  readonly #pending = new Map<number, Pending>();
  readonly #worlds = new Map<string, Hear>();
  readonly #closed = new Set<string>();
  readonly #watchers = new Set<() => void>();
  #stopping = false;

  readonly ears: TesteeEvents = {
    text: (line) =>
      line.startsWith('{') ? this.#read(line, () => fromTestee.fromJson(JSON.parse(line))) : this.#keep(line),
    binary: (data) => this.#read(`${data.length} bytes`, () => fromTestee.fromBinary(data)),
    log: (line) => this.#keep(line),
    ended: (how) => {
      const early: Misbehaviour = this.soFar.joined ? 'goes down with its client' : 'exits early';
      if (!this.#stopping) this.fail(early, `the testee is gone (${how})`, this.#lastWords || STAY);
    },
  };

  constructor(private readonly soFar: SoFar = { joined: false }) {}

  attach(channel: Channel): void {
    this.#channel = channel;
  }

  /** Is called when it fails. */
  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** The first command. Rejects with {@link Misbehaving} where no Ready of this version comes. */
  async hello(withinMs: number): Promise<Ready> {
    const answer = await this.#within({ kind: 'hello', version: TESTEE_VERSION }, withinMs);
    if (answer.kind !== 'ready')
      throw this.fail('writes garbage', `the testee answers hello with ${answer.kind}`, 'let it answer with ready');
    if (answer.version !== TESTEE_VERSION)
      throw this.fail(
        'speaks another version',
        `the testee speaks version ${quoted(answer.version)} of the protocol, and the suite ${TESTEE_VERSION}`,
        'bring the older one of the two up to date',
      );
    return answer;
  }

  /** Opens a world; `hear` is called with everything that its clients tell. */
  async open(world: Omit<Extract<Command, { kind: 'open' }>, 'kind'>, hear: Hear): Promise<void> {
    this.#worlds.set(world.world, hear);
    const answer = await this.#within({ kind: 'open', ...world }, OPEN_MS);
    if (answer.kind !== 'done') throw this.#unfit('open a world', answer);
  }

  /**
   * Makes a call; resolves whenever it has ended, and that may be never. `answered` is called before anything else that the testee
   * says is looked at: so it is known what was told before the answer, and what behind it.
   */
  act(command: Omit<Extract<Command, { kind: 'act' }>, 'kind'>, answered?: (answer: Answer) => void): Promise<Answer> {
    return this.#send({ kind: 'act', ...command }, answered).answer;
  }

  /** Resolves when everything that the clients of a world have told until now has been passed on. */
  async settle(world: string): Promise<void> {
    const answer = await this.#within({ kind: 'settle', world }, SETTLE_MS);
    if (answer.kind !== 'done') throw this.#unfit('settle', answer);
  }

  async close(world: string): Promise<void> {
    this.#worlds.delete(world);
    this.#closed.add(world);
    if (this.failure) return;
    const answer = await this.#within({ kind: 'close', world }, OPEN_MS);
    if (answer.kind !== 'done') throw this.#unfit('close a world', answer);
  }

  /** Gives a command that nobody knows. */
  nonsense(): Promise<Answer> {
    return this.#within({ kind: 'nonsense' }, SETTLE_MS);
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#channel?.stop();
  }

  /** From now on nothing more is expected; what is under way rejects. */
  fail(how: Misbehaviour, found: string, advice = ''): Misbehaving {
    this.failure ??= new Misbehaving(how, found, advice);
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of pending) reject(this.failure);
    for (const watcher of [...this.#watchers]) watcher();
    return this.failure;
  }

  #send(
    command: Command,
    answered?: (answer: Answer) => void,
  ): { readonly answer: Promise<Answer>; readonly id: number } {
    this.#last += 1;
    const id = this.#last;
    const answer = new Promise<Answer>((resolve, reject) => {
      if (this.failure) reject(this.failure);
      else this.#pending.set(id, { command, resolve, reject, ...(answered && { answered }) });
    });
    // The caller that awaits it hears of it; a call whose end nobody waits for any more must not fail unheard.
    answer.catch(() => {});
    if (!this.failure) this.#channel?.send({ id, command });
    return { answer, id };
  }

  async #within(command: Command, ms: number): Promise<Answer> {
    const { answer, id } = this.#send(command);
    const timer = setTimeout(() => {
      const advice = this.#lastWords || `let it answer command ${id}, whatever its client is waiting for`;
      this.fail('hangs', `the testee hangs: no answer to "${command.kind}" within ${ms / 1_000} s`, advice);
    }, ms);
    return answer.finally(() => clearTimeout(timer));
  }

  #unfit(what: string, answer: Answer): Misbehaving {
    const why = 'why' in answer ? `: ${answer.why}` : '';
    return this.fail('does not start', `the testee cannot ${what} (${answer.kind}${why})`, this.#lastWords);
  }

  #read(shown: string, decode: () => FromTestee): void {
    if (this.failure) return;
    try {
      this.#take(decode());
    } catch (error) {
      if (!(error instanceof CodecError || error instanceof SyntaxError)) throw error;
      const found = `the testee writes garbage: ${quoted(shown)} is no message (${error.message.replace(/\.$/, '')})`;
      this.fail('writes garbage', found, 'a line that begins with a brace is one FromTestee, anything else is a log');
    }
  }

  #take(message: FromTestee): void {
    if (message.kind === 'told') this.#told(message.world, message.seat, message.note);
    else this.#answered(message.id, message.answer);
  }

  #told(world: string, seat: string, note: ToldNote): void {
    const hear = this.#worlds.get(world);
    if (note.told.event === 'joined') this.soFar.joined = true;
    if (hear) hear(seat, note);
    else if (!this.#closed.has(world))
      this.fail('writes garbage', `the testee tells of a world ${quoted(world)}, and none by that name was opened`);
  }

  #answered(id: number, answer: Answer): void {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    if (pending) {
      pending.answered?.(answer);
      pending.resolve(answer);
    } else if (id >= 1 && id <= this.#last)
      this.fail('answers twice', `the testee answers command ${id} twice`, 'answer each command exactly once');
    else
      this.fail(
        'writes garbage',
        `the testee answers command ${id}, which nobody gave`,
        'answer with the id of the command',
      );
  }

  #keep(line: string): void {
    this.log.push(line);
    if (this.log.length > KEPT_LINES) this.log.shift();
  }

  get #lastWords(): string {
    const last = lastWords(this.log);
    return last === '' ? '' : `it last wrote ${quoted(last)}`;
  }
}
