/** One log of those that are judged together: its lines, read in batches, each with the time by which it takes its turn. */
import { CodecError, readLogLine } from '../../exchange/codec.js';
import type { LogEntry, LogHead } from '../../exchange/index.js';
import type { Clock, Jump } from '../clock/clock.js';
import { type Batch, batches, EndlessLine, Packed } from './lines.js';

/** Why a log could not be read any further; `at` is the line. */
export class Trouble extends Error {}

/** How long what took. */
export interface Taken {
  parsing: number;
  decoding: number;
}

export class Source {
  readonly #batches: AsyncGenerator<Batch>;
  #entries: readonly (LogEntry | undefined)[] = [];
  #next = 0;
  #first: LogEntry | undefined;
  #lines = 0;
  #trouble: Trouble | undefined;
  #done = false;
  /** When its turn comes: never before that of the line before. */
  key = Number.NEGATIVE_INFINITY;
  /** The line that comes next; nothing where it is blank. */
  entry: LogEntry | undefined;
  /** What it shows of the clock. */
  jump: Jump | undefined;
  nudge = 0;
  quiet = false;
  /** Whether any line of it has been taken. */
  began = false;
  remark = '';

  /** `name`: as its lines are called; empty where it is the only one. */
  constructor(
    readonly name: string,
    stream: AsyncIterable<Uint8Array>,
    readonly clock: Clock,
    private readonly taken: Taken,
  ) {
    this.#batches = batches(stream);
  }

  /** Nothing more comes. */
  get ended(): boolean {
    return this.#done && !this.ready;
  }

  /** Whether a line is there to be taken. */
  get ready(): boolean {
    return this.#next < this.#entries.length;
  }

  /** What its first line says of it as a whole, once something has been read. */
  get head(): LogHead | undefined {
    return this.#first?.kind === 'head' ? this.#first.head : undefined;
  }

  /** Reads on, until a line is there or nothing more comes. Throws where what is next cannot be read. */
  async fill(): Promise<void> {
    while (!this.ready && !this.#done) {
      if (this.#trouble) throw this.#trouble;
      await this.#read();
    }
    if (this.ready) this.#look();
  }

  /** Goes on to the next line. */
  advance(): void {
    this.began ||= this.entry !== undefined;
    this.#next += 1;
    if (this.ready) this.#look();
  }

  #look(): void {
    const entry = this.#entries[this.#next];
    this.jump = undefined;
    this.nudge = 0;
    this.quiet = false;
    this.entry = entry;
    if (!entry) return;
    if (entry.kind === 'head') {
      // A head needs no stamp: it comes right before what is behind it.
      const behind = this.#entries.slice(this.#next + 1).find((one) => one !== undefined && one.kind !== 'head');
      if (this.key === Number.NEGATIVE_INFINITY && behind) this.key = behind.at;
      return;
    }
    this.entry = this.clock.read(entry);
    this.jump = this.clock.jump;
    this.nudge = this.clock.nudge;
    this.quiet = this.clock.quiet;
    if (this.entry.at > this.key) this.key = this.entry.at;
  }

  async #read(): Promise<void> {
    const next = await this.#batches.next().catch((error: unknown) => {
      throw this.#unreadable(error);
    });
    if (next.done) {
      this.#done = true;
      return;
    }
    const { lines, cut } = next.value;
    const begin = performance.now();
    const whole = cut && this.#lines > 0 ? this.#withoutHalf(lines) : lines;
    const parsed = this.#each(whole, (line) => (blank.test(line) ? undefined : JSON.parse(line)));
    const middle = performance.now();
    const decoded = this.#each(parsed.done, (json) => (json === undefined ? undefined : readLogLine(json)));
    this.taken.parsing += middle - begin;
    this.taken.decoding += performance.now() - middle;
    this.#trouble = decoded.trouble ?? parsed.trouble;
    this.#lines += decoded.done.length;
    this.#entries = decoded.done;
    this.#first ??= decoded.done.find((entry) => entry !== undefined);
    this.#next = 0;
  }

  /** Where a log is copied while it is written, its last line is a half: that is nobody's mistake. */
  #withoutHalf(lines: readonly string[]): readonly string[] {
    const last = lines.at(-1) ?? '';
    if (!last.startsWith('{') || isJson(last)) return lines;
    const place = this.#place(this.#lines + lines.length);
    this.remark = `${place} ends in the middle: the log was cut off there; what stands before it has been judged.`;
    return lines.slice(0, -1);
  }

  /** Up to the first one that cannot be read. */
  #each<From, To>(list: readonly From[], turn: (one: From) => To): { done: To[]; trouble?: Trouble } {
    const done: To[] = [];
    for (const one of list) {
      try {
        done.push(turn(one));
      } catch (error) {
        return { done, trouble: this.#troubleIn(error, this.#lines + done.length + 1, one) };
      }
    }
    return { done };
  }

  #troubleIn(error: unknown, number: number, what: unknown): Trouble {
    const place = this.#place(number);
    if (error instanceof CodecError) return new Trouble(`${place} cannot be judged: ${error.message}`);
    if (!(error instanceof SyntaxError)) throw error;
    const broken = typeof what === 'string' && opening.test(what);
    const why = broken ? 'ends in the middle of its JSON: write one object a line' : 'is no JSON';
    return new Trouble(`${place} ${why}${number === 1 ? '' : '; what stands before it has been judged'}.`);
  }

  #unreadable(error: unknown): unknown {
    const file = this.name === '' ? 'This' : this.name;
    if (error instanceof Packed)
      return new Trouble(`${file} is gzip: \`zcat FILE | adjourn judge -\` judges what is in it.`);
    const place = this.#place(this.#lines + 1);
    if (error instanceof EndlessLine)
      return new Trouble(`${place} has no end: this is no log of one JSON object a line.`);
    return error;
  }

  #place(line: number): string {
    return this.name === '' ? `Line ${line}` : `${this.name}:${line}`;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const blank = /^\s*$/;
/** All that there is of an object or a list that is written over several lines. */
const opening = /^\s*[[{]\s*$/;
