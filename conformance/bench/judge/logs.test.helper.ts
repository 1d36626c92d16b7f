/** For tests that have a log judged: the golden examples as logs, and what is said of one. */
import { readdirSync, readFileSync } from 'node:fs';
import { readLogLine } from '../../exchange/codec.js';
import type { History } from '../../exchange/history.js';
import type { LogCounts, LogFinding, LogReport } from '../../exchange/log-report.js';
import { parseExample } from '../../exchange/notation/index.js';
import { judgeLog } from '../../logs/judge-logs.js';
import { LogJudge } from '../../logs/log-judge.js';
import { LineNumbers } from '../../logs/read/line-numbers.js';
import { complete, fits, type GeneratedLine, linesOf } from './from-history.js';

const folder = new URL('../../../spec/examples/', import.meta.url);

export const examples = readdirSync(folder)
  .filter((name) => name.endsWith('.history'))
  .map((name) => ({ name, ...parseExample(readFileSync(new URL(name, folder), 'utf8')) }))
  .filter(({ history }) => fits(history));

export const head = JSON.stringify(complete);

/** Ten milliseconds from one line to the next. */
export const linesFor = (history: History): GeneratedLine[] => linesOf(history, '', 1000, 10);

export const textOf = (lines: readonly GeneratedLine[]): string[] => lines.map((line) => JSON.stringify(line));

export interface Said {
  readonly findings: readonly LogFinding[];
  readonly report: LogReport;
}

export const judgeLines = (lines: readonly string[], end = '\n'): Promise<Said> =>
  judgeBytes(Buffer.from(lines.join('\n') + end));

export async function judgeBytes(bytes: Uint8Array): Promise<Said> {
  const findings: LogFinding[] = [];
  const report = await judgeLog(chunks(bytes), (finding) => findings.push(finding));
  return { findings, report };
}

/** A few bytes at a time: a line, and a letter, may be in two of them. */
const SMALL = 1000;

async function* chunks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += SMALL) yield bytes.subarray(at, at + SMALL);
}

export interface SaidInPieces {
  readonly findings: readonly LogFinding[];
  readonly counts: LogCounts;
  /** How many records were held in memory after each line. */
  readonly held: readonly number[];
}

/** A log whose rooms are judged in pieces of so many records: what lies behind is let go soon. */
export function judgeInPieces(lines: readonly string[], segmentRecords: number): SaidInPieces {
  const findings: LogFinding[] = [];
  const judge = new LogJudge((finding) => findings.push(finding), new LineNumbers(['']), [], segmentRecords);
  const held = lines.map((line, index) => {
    judge.take(readLogLine(JSON.parse(line)), index + 1);
    return judge.held;
  });
  return { findings, counts: judge.end(), held };
}
