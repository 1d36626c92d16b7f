/**
 * Where each line stands that was judged: in which log, and in which line of it. Of several logs a byte a line is
 * kept.
 */

/** So many logs can be judged together. */
export const MOST_LOGS = 250;
const EVERY = 65_536;

/** A line, with its file where there are several. */
interface LineInFile {
  readonly file?: string;
  /** Counted from 1. */
  readonly line: number;
}

/** Numbers the lines of all logs that are judged together, from 1 on. */
export class LineNumbers {
  #count = 0;
  #logs = new Uint8Array(EVERY);
  /** How many lines of each log came before every `EVERY` lines. */
  readonly #marks: number[][] = [];
  readonly #lines: number[];

  /** `names`: of the logs. */
  constructor(private readonly names: readonly string[]) {
    this.#lines = names.map(() => 0);
  }

  get several(): boolean {
    return this.names.length > 1;
  }

  /** How many lines there are. */
  get count(): number {
    return this.#count;
  }

  /** The number of the next line, which is one of this log. */
  next(log: number): number {
    this.#count += 1;
    if (!this.several) return this.#count;
    const index = this.#count - 1;
    if (index % EVERY === 0) this.#marks.push([...this.#lines]);
    if (index >= this.#logs.length) {
      const more = new Uint8Array(this.#logs.length * 2);
      more.set(this.#logs);
      this.#logs = more;
    }
    this.#logs[index] = log;
    this.#lines[log] = (this.#lines[log] ?? 0) + 1;
    return this.#count;
  }

  /** The log of a line, as an index. */
  logOf(number: number): number {
    return this.several ? (this.#logs[number - 1] ?? 0) : 0;
  }

  /** The line in its own log. */
  locate(number: number): LineInFile {
    if (!this.several) return { line: number };
    const log = this.logOf(number);
    const mark = Math.floor((number - 1) / EVERY);
    let line = this.#marks[mark]?.[log] ?? 0;
    for (let index = mark * EVERY; index < number; index += 1) if (this.#logs[index] === log) line += 1;
    return { file: this.names[log] ?? '', line };
  }

  /** A line as a sentence names it. */
  name(number: number): string {
    const { file, line } = this.locate(number);
    return file === undefined ? `line ${line}` : `${file}:${line}`;
  }
}
