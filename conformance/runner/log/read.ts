/** Reads a log from a stream and has it judged; says how long the reading took, and how long the judging. */
import { CodecError, readLogLine } from '../../exchange/codec.js';
import type { ExitCode, LogFinding, LogReport } from '../../exchange/index.js';
import { LogJudge } from './judge.js';
import { batches, EndlessLine, Packed } from './lines.js';

class Trouble extends Error {}

/** Every finding is told as soon as it is certain; what comes behind a line that cannot be read is not judged. */
export async function judgeLog(
  stream: AsyncIterable<Uint8Array>,
  onFinding: (finding: LogFinding) => void,
): Promise<LogReport> {
  const began = performance.now();
  const reader = new Reader(new LogJudge(onFinding));
  let trouble = '';
  try {
    for await (const { lines, cut } of batches(stream)) reader.take(lines, cut);
  } catch (error) {
    trouble = sentence(error, reader.lines + 1);
  }
  const judged = reader.judge.end();
  const total = performance.now() - began;
  const { parsing, decoding, judging } = reader;
  const time = { total, parsing, decoding, reading: reader.read - began - parsing - decoding - judging };
  const peakBytes = process.resourceUsage().maxRSS * 1024;
  const exitCode = exitCodeOf(judged.findings, judged.checks.size, trouble);
  const remarks = [...judged.remarks, ...reader.remarks];
  return { ...judged, remarks, lines: reader.lines, trouble, time, peakBytes, exitCode };
}

/** What was not judged at all was not found right. */
function exitCodeOf(findings: number, clauses: number, trouble: string): ExitCode {
  if (findings > 0) return 1;
  if (trouble !== '') return 2;
  return clauses === 0 ? 3 : 0;
}

function sentence(error: unknown, next: number): string {
  if (error instanceof Trouble) return error.message;
  if (error instanceof Packed) return 'This is gzip: `zcat FILE | adjourn judge -` judges what is in it.';
  if (error instanceof EndlessLine) return `Line ${next} has no end: this is no log of one JSON object a line.`;
  throw error;
}

/** Three passes over each batch, so that each can be timed. */
class Reader {
  lines = 0;
  parsing = 0;
  decoding = 0;
  judging = 0;
  readonly remarks: string[] = [];
  /** When the last batch was done with. */
  read = performance.now();

  constructor(readonly judge: LogJudge) {}

  take(lines: readonly string[], cut: boolean): void {
    const begin = performance.now();
    const whole = cut && this.lines > 0 ? this.#withoutHalf(lines) : lines;
    const parsed = this.#each(whole, (line) => (blank.test(line) ? undefined : JSON.parse(line)));
    const middle = performance.now();
    const decoded = this.#each(parsed.done, (json) => (json === undefined ? undefined : readLogLine(json)));
    const end = performance.now();
    for (const [index, entry] of decoded.done.entries()) if (entry) this.judge.take(entry, this.lines + index + 1);
    const done = performance.now();
    this.parsing += middle - begin;
    this.decoding += end - middle;
    this.judging += done - end;
    this.read = done;
    this.lines += decoded.done.length;
    const trouble = decoded.trouble ?? parsed.trouble;
    if (trouble) throw trouble;
  }

  /** Where a log is copied while it is written, its last line is a half: that is nobody's mistake. */
  #withoutHalf(lines: readonly string[]): readonly string[] {
    const last = lines.at(-1) ?? '';
    if (!last.startsWith('{') || isJson(last)) return lines;
    const number = this.lines + lines.length;
    this.remarks.push(
      `Line ${number} ends in the middle: the log was cut off there; what stands before it has been judged.`,
    );
    return lines.slice(0, -1);
  }

  /** Up to the first one that cannot be read. */
  #each<From, To>(list: readonly From[], turn: (one: From) => To): { done: To[]; trouble?: Trouble } {
    const done: To[] = [];
    for (const one of list) {
      try {
        done.push(turn(one));
      } catch (error) {
        return { done, trouble: this.#trouble(error, this.lines + done.length + 1, one) };
      }
    }
    return { done };
  }

  #trouble(error: unknown, number: number, what: unknown): Trouble {
    if (error instanceof CodecError) return new Trouble(`Line ${number} cannot be judged: ${error.message}`);
    if (!(error instanceof SyntaxError)) throw error;
    const broken = typeof what === 'string' && opening.test(what);
    const why = broken ? 'ends in the middle of its JSON: write one object a line' : 'is no JSON';
    return new Trouble(`Line ${number} ${why}${number === 1 ? '' : '; what stands before it has been judged'}.`);
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
