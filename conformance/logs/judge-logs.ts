/** Reads logs from streams and has them judged, as one; says how long the reading took, and how long the judging. */
import type { ExitCode, LogFinding, LogReport } from '../exchange/index.js';
import { LogJudge } from './log-judge.js';
import { Places } from './read/line-numbers.js';
import { Called, headOf, nextTurn, type Turn } from './read/merge.js';
import { Source, Trouble } from './read/source.js';

/** A log, and how it is called where there are several. */
export interface Log {
  readonly name: string;
  readonly stream: AsyncIterable<Uint8Array>;
}

type OnFinding = (finding: LogFinding) => void;

export const judgeLog = (stream: AsyncIterable<Uint8Array>, onFinding: OnFinding): Promise<LogReport> =>
  judgeLogs([{ name: '', stream }], onFinding);

/** Every finding is told as soon as it is certain; what comes behind a line that cannot be read is not judged. */
export async function judgeLogs(logs: readonly Log[], onFinding: OnFinding): Promise<LogReport> {
  const began = performance.now();
  const reader = new Reader(logs, onFinding);
  let unread = '';
  try {
    await reader.run();
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    unread = error.message;
  }
  const { misnamed, ...judged } = reader.judge.end();
  const total = performance.now() - began;
  const { parsing, decoding } = reader.taken;
  const time = { total, parsing, decoding, reading: reader.read - began - parsing - decoding - reader.judging };
  const peakBytes = process.resourceUsage().maxRSS * 1024;
  const trouble = [unread, misnamed].filter((one) => one !== '').join(' ');
  const exitCode = exitCodeOf(judged.findings, judged.checks.size, trouble);
  const remarks = [...judged.remarks, ...reader.remarks];
  return { ...judged, remarks, lines: reader.places.count, trouble, time, peakBytes, exitCode };
}

/** What was not judged at all was not found right. */
function exitCodeOf(findings: number, clauses: number, trouble: string): ExitCode {
  if (findings > 0) return 1;
  if (trouble !== '') return 2;
  return clauses === 0 ? 3 : 0;
}

class Reader {
  readonly places: Places;
  readonly judge: LogJudge;
  readonly taken = { parsing: 0, decoding: 0 };
  judging = 0;
  /** When the last line was done with. */
  read = performance.now();
  readonly #sources: readonly Source[];
  readonly #called: Called;

  constructor(logs: readonly Log[], onFinding: OnFinding) {
    this.places = new Places(logs.map(({ name }) => name));
    this.judge = new LogJudge(onFinding, this.places, logs.length);
    this.#sources = logs.map(
      ({ name, stream }, log) =>
        new Source(logs.length > 1 ? name : '', stream, this.judge.timing.clock(log), this.taken),
    );
    this.#called = new Called(this.#sources);
  }

  get remarks(): readonly string[] {
    return this.#sources.flatMap(({ remark }) => (remark === '' ? [] : [remark]));
  }

  async run(): Promise<void> {
    for (const source of this.#sources) await source.fill();
    if (this.places.several) this.judge.begin(headOf(this.#sources));
    for (let turn = nextTurn(this.#sources); turn; turn = nextTurn(this.#sources)) {
      const begin = performance.now();
      this.#take(turn);
      this.read = performance.now();
      this.judging += this.read - begin;
      if (!turn.source.ready) await turn.source.fill();
    }
  }

  /** All lines of one log that come before those of the others. */
  #take({ source, log, until, last }: Turn): void {
    const { several } = this.places;
    while (source.ready && (source.key < until || (last && source.key === until))) {
      const { entry, jump, nudge, quiet } = source;
      const first = !source.began;
      const number = this.places.next(log);
      if (quiet) this.judge.timing.noteQuiet(number);
      if (jump || nudge > 0) this.judge.note(log, number, jump, nudge);
      if (entry && several) this.#one(source, log, number, first);
      else if (entry) this.judge.take(entry, number);
      source.advance();
    }
  }

  /** A line of one of several logs. */
  #one(source: Source, log: number, number: number, first: boolean): void {
    const { entry } = source;
    if (!entry) return;
    const others = this.#sources.filter((other) => other !== source && other.began);
    const going = others.some(({ ended }) => !ended);
    if (entry.kind !== 'head') {
      // What begins when the others have ended is a part of the same log.
      if (first && (going || others.length === 0)) this.judge.doubt(number, 'this log has no head.');
      this.judge.take(this.#called.rename(entry, log), number);
      return;
    }
    if (!first && going) this.judge.doubt(number, 'a system was started again, and the logs of others go on.');
    // Where the others go on, another node was started. Where all have ended, it is the same system, started again.
    if (!first || (others.length > 0 && !going)) this.judge.restart();
    source.clock.restart(this.judge.slackMs);
  }
}
