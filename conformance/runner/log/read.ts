/** Reads a log from a stream and has it judged; says how long the reading took, and how long the judging. */
import { CodecError, readLogLine } from '../../exchange/codec.js';
import type { ExitCode, LogFinding, LogReport } from '../../exchange/index.js';
import { LogJudge } from './judge.js';
import { batches, EndlessLine } from './lines.js';

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
  return { ...judged, lines: reader.lines, trouble, time, peakBytes, exitCode };
}

/** What was not judged at all was not found right. */
function exitCodeOf(findings: number, clauses: number, trouble: string): ExitCode {
  if (trouble !== '') return 2;
  if (findings > 0) return 1;
  return clauses === 0 ? 3 : 0;
}

function sentence(error: unknown, next: number): string {
  if (error instanceof Trouble) return error.message;
  if (error instanceof EndlessLine) return `Line ${next} has no end: this is no log of one JSON object a line.`;
  throw error;
}

/** Three passes over each batch, so that each can be timed. */
class Reader {
  lines = 0;
  parsing = 0;
  decoding = 0;
  judging = 0;
  /** When the last batch was done with. */
  read = performance.now();

  constructor(readonly judge: LogJudge) {}

  take(lines: readonly string[], cut: boolean): void {
    const begin = performance.now();
    const parsed = this.#each(lines, (line) => (blank.test(line) ? undefined : JSON.parse(line)), cut);
    const middle = performance.now();
    const decoded = this.#each(parsed.done, (json) => (json === undefined ? undefined : readLogLine(json)), cut);
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

  /** Up to the first one that cannot be read. */
  #each<From, To>(list: readonly From[], turn: (one: From) => To, cut: boolean): { done: To[]; trouble?: Trouble } {
    const done: To[] = [];
    for (const one of list) {
      try {
        done.push(turn(one));
      } catch (error) {
        return { done, trouble: this.#trouble(error, this.lines + done.length + 1, cut) };
      }
    }
    return { done };
  }

  #trouble(error: unknown, number: number, cut: boolean): Trouble {
    if (error instanceof CodecError) return new Trouble(`Line ${number} cannot be judged: ${error.message}`);
    if (!(error instanceof SyntaxError)) throw error;
    const what = cut ? 'ends in the middle: the log was cut off there' : 'is no JSON';
    return new Trouble(`Line ${number} ${what}; what stands before it has been judged.`);
  }
}

const blank = /^\s*$/;
