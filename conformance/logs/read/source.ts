/**
 * One of the logs that are judged together: its lines, read in batches, each with the stamp by which it takes its
 * turn.
 */
import { CodecError, readLogLine } from '../../exchange/codec.js';
import type { LogEntry, LogHead } from '../../exchange/log.js';
import { Clock, type ClockJump } from '../clock/clock.js';
import { batches, type LineBatch, NoLog } from './lines.js';
import { isJson, noJson } from './no-json.js';

/** A log cannot be read any further. Its message says where and why. */
export class UnreadableLog extends Error {}

/** How long the reading of all logs took, in milliseconds. */
export interface ReadTimes {
  parsing: number;
  decoding: number;
}

/** Reads one log. */
export class Source {
  readonly #batches: AsyncGenerator<LineBatch>;
  #entries: readonly (LogEntry | undefined)[] = [];
  #texts: readonly string[] = [];
  #next = 0;
  #first: LogEntry | undefined;
  #lines = 0;
  #trouble: UnreadableLog | undefined;
  #done = false;
  /** The stamp by which its next line takes its turn: never earlier than that of the line before. */
  key = Number.NEGATIVE_INFINITY;
  /** The next line; undefined where it is blank. */
  entry: LogEntry | undefined;
  /** What the next line shows of the clock. */
  jump: ClockJump | undefined;
  nudge = 0;
  quiet = false;
  /** Whether any of its lines has been taken. */
  began = false;
  /** What is odd about its end; empty where nothing is. */
  remark = '';
  readonly clock = new Clock();

  /** `name`: with which its lines are named; empty where it is the only log. */
  constructor(
    readonly name: string,
    stream: AsyncIterable<Uint8Array>,
    private readonly times: ReadTimes,
  ) {
    this.#batches = batches(stream);
  }

  /** Whether nothing more comes. */
  get ended(): boolean {
    return this.#done && !this.ready;
  }

  /** Whether a line is there to be taken. */
  get ready(): boolean {
    return this.#next < this.#entries.length;
  }

  /** The next line as it stands in the log: a part of a text that is larger by far. */
  get text(): string {
    return this.#texts[this.#next] ?? '';
  }

  /** Its head, if its first line is one, once something has been read. */
  get head(): LogHead | undefined {
    return this.#first?.kind === 'head' ? this.#first.head : undefined;
  }

  /**
   * Reads on, until a line is there or nothing more comes. @throws UnreadableLog where the next line cannot be
   * read.
   */
  async fill(): Promise<void> {
    while (!this.ready && !this.#done) {
      if (this.#trouble) throw this.#trouble;
      await this.#read();
    }
    if (this.ready) this.#show();
  }

  /** Goes on to the next line. */
  advance(): void {
    this.began ||= this.entry !== undefined;
    this.#next += 1;
    if (this.ready) this.#show();
  }

  #show(): void {
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
    this.times.parsing += middle - begin;
    this.times.decoding += performance.now() - middle;
    this.#trouble = decoded.trouble ?? parsed.trouble;
    this.#lines += decoded.done.length;
    this.#entries = decoded.done;
    this.#texts = whole;
    this.#first ??= decoded.done.find((entry) => entry !== undefined);
    this.#next = 0;
  }

  /** A log that is copied while it is written ends in the middle of a line: that is nobody's mistake. */
  #withoutHalf(lines: readonly string[]): readonly string[] {
    const last = lines.at(-1) ?? '';
    if (!last.startsWith('{') || isJson(last)) return lines;
    const place = this.#place(this.#lines + lines.length);
    this.remark = `${place} ends in the middle: the log was cut off there; what stands before it has been judged.`;
    return lines.slice(0, -1);
  }

  /** Up to the first one that cannot be read. */
  #each<From, To>(list: readonly From[], convert: (one: From) => To): { done: To[]; trouble?: UnreadableLog } {
    const done: To[] = [];
    for (const one of list) {
      try {
        done.push(convert(one));
      } catch (error) {
        return { done, trouble: this.#troubleIn(error, this.#lines + done.length + 1, one) };
      }
    }
    return { done };
  }

  #troubleIn(error: unknown, number: number, what: unknown): UnreadableLog {
    const place = this.#place(number);
    if (error instanceof CodecError) return new UnreadableLog(`${place} cannot be judged: ${error.message}`);
    if (!(error instanceof SyntaxError)) throw error;
    const why = noJson(String(what), number === 1);
    return new UnreadableLog(`${place} ${why}${number === 1 ? '' : '; what stands before it has been judged'}.`);
  }

  #unreadable(error: unknown): unknown {
    if (!(error instanceof NoLog)) return error;
    const file = this.name === '' ? 'This' : this.name;
    const place = error.about === 'line' ? this.#place(this.#lines + 1) : file;
    return new UnreadableLog(`${place} ${error.message}.`);
  }

  #place(line: number): string {
    return this.name === '' ? `Line ${line}` : `${this.name}:${line}`;
  }
}

const blank = /^\s*$/;
