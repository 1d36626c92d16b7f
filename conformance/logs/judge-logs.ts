/** Reads logs from streams and judges them as one. Measures how long the reading took, and how long the judging. */

import type { LogFinding, LogReport } from '../exchange/log-report.js';
import { KEPT_OF_A_CLAUSE } from '../exchange/log-report.js';
import type { ExitCode } from '../exchange/words.js';
import { judgedBy } from '../runner/run/sum-up.js';
import { brokenTally } from './broken-tally.js';
import { LogJudge } from './log-judge.js';
import { LineNumbers } from './read/line-numbers.js';
import {
  byFirstStamp,
  type ConnectionRenamer,
  connectionRenamer,
  headOf,
  type LogTurn,
  nextTurn,
} from './read/merge.js';
import { type ReadTimes, Source, UnreadableLog } from './read/source.js';
import { SEGMENT_RECORDS } from './rooms/group.js';
import { allWanted, isAll, type Wanted } from './wanted.js';

/** A log, and its name, which is needed where there are several. */
export interface Log {
  readonly name: string;
  readonly stream: AsyncIterable<Uint8Array>;
}

type OnFinding = (finding: LogFinding) => void;

/** How logs are judged. */
export interface LogOptions {
  /** All of it where nothing is said. */
  readonly wanted?: Wanted;
  /** So many violations of each clause are to be shown at least. */
  readonly examples?: number;
}

/** Judges one log. Every finding is given to `onFinding` as soon as it is certain. */
export const judgeLog = (stream: AsyncIterable<Uint8Array>, onFinding: OnFinding): Promise<LogReport> =>
  judgeLogs([{ name: '', stream }], onFinding);

/**
 * Judges several logs of one system as one: `MOST_LOGS` at most. Every finding is given to `onFinding` as soon as
 * it is certain. What comes behind a line that cannot be read is not judged.
 */
export async function judgeLogs(
  logs: readonly Log[],
  onFinding: OnFinding,
  { wanted = allWanted, examples }: LogOptions = {},
): Promise<LogReport> {
  const began = performance.now();
  const times = { parsing: 0, decoding: 0, judging: 0, lastLine: began };
  const opened = logs.map(({ name, stream }) => new Source(logs.length > 1 ? name : '', stream, times));
  let unread = await troubleOf(async () => {
    for (const source of opened) await source.fill();
  });
  const sources = byFirstStamp(opened);
  const numbers = new LineNumbers(sources.map(({ name }) => name));
  const clocks = sources.map(({ clock }) => clock);
  const tally = brokenTally(Math.max(KEPT_OF_A_CLAUSE, examples ?? 0));
  const judge = new LogJudge(
    (finding, shown) => onFinding(tally.add(finding, shown)),
    numbers,
    clocks,
    SEGMENT_RECORDS,
    wanted,
  );
  times.lastLine = performance.now();
  unread ||= await troubleOf(() => takeAll(sources, { judge, numbers, times }));
  const { misnamed, ...judged } = judge.end();
  const total = performance.now() - began;
  const { parsing, decoding, judging, lastLine } = times;
  const time = { total, parsing, decoding, reading: lastLine - began - parsing - decoding - judging };
  const peakBytes = process.resourceUsage().maxRSS * 1024;
  const trouble = [unread, misnamed].filter((one) => one !== '').join(' ');
  const exitCode = exitCodeOf(judged.findings, judged.checks.size, trouble);
  const remarks = [...judged.remarks, ...sources.flatMap(({ remark }) => (remark === '' ? [] : [remark]))];
  const begins = clocks[0]?.firstStamp ?? 0;
  const asked = {
    ...(isAll(wanted.selection) ? {} : { selection: wanted.selection }),
    ...(examples === undefined ? {} : { examples }),
  };
  return {
    ...judgedBy(),
    ...judged,
    ...asked,
    begins,
    remarks,
    lines: numbers.count,
    broken: tally.clauses(),
    trouble,
    time,
    peakBytes,
    exitCode,
  };
}

/** Why a log could not be read any further; empty where it could. */
async function troubleOf(read: () => Promise<void>): Promise<string> {
  try {
    await read();
    return '';
  } catch (error) {
    if (!(error instanceof UnreadableLog)) throw error;
    return error.message;
  }
}

/** What was not judged at all was not found right. */
function exitCodeOf(findings: number, clauses: number, trouble: string): ExitCode {
  if (findings > 0) return 1;
  if (trouble !== '') return 2;
  return clauses === 0 ? 3 : 0;
}

interface Reading {
  readonly judge: LogJudge;
  readonly numbers: LineNumbers;
  /** `lastLine`: when the last line was done with. */
  readonly times: ReadTimes & { judging: number; lastLine: number };
}

/** Gives all lines to the judge, in the order of their stamps. */
async function takeAll(sources: readonly Source[], reading: Reading): Promise<void> {
  const { judge, numbers, times } = reading;
  const rename = connectionRenamer(sources);
  if (numbers.several) judge.begin(headOf(sources));
  for (let turn = nextTurn(sources); turn; turn = nextTurn(sources)) {
    const began = performance.now();
    take(sources, turn, { ...reading, rename });
    times.lastLine = performance.now();
    times.judging += times.lastLine - began;
    if (!turn.source.ready) await turn.source.fill();
  }
}

type Renaming = Reading & { readonly rename: ConnectionRenamer };

/** Takes all lines of one log that come before those of the others. */
function take(sources: readonly Source[], { source, log, until, last }: LogTurn, renaming: Renaming): void {
  const { judge, numbers } = renaming;
  while (source.ready && (source.key < until || (last && source.key === until))) {
    const { entry, jump, nudge, quiet } = source;
    const first = !source.began;
    const number = numbers.next(log);
    if (quiet) judge.timing.noteQuiet(number);
    if (jump || nudge > 0) judge.note(log, number, { jump, nudge });
    if (entry && numbers.several) takeOfSeveral(sources, { source, log, number, first }, renaming);
    else if (entry) judge.take(entry, number, source.text);
    source.advance();
  }
}

/** A line of one of several logs. */
interface LineOfSeveral {
  readonly source: Source;
  readonly log: number;
  readonly number: number;
  /** Whether it is the first one of its log. */
  readonly first: boolean;
}

function takeOfSeveral(
  sources: readonly Source[],
  { source, log, number, first }: LineOfSeveral,
  { judge, rename }: Renaming,
): void {
  const { entry } = source;
  if (!entry) return;
  const others = sources.filter((other) => other !== source && other.began);
  const going = others.some(({ ended }) => !ended);
  if (entry.kind !== 'head') {
    // A log that begins when the others have ended is a part of the same log.
    if (first && (going || others.length === 0)) judge.doubt(number, 'this log has no head.');
    judge.take(rename(entry, log), number, source.text);
    return;
  }
  if (!first && going) judge.doubt(number, 'a system was started again, and the logs of others go on.');
  // Where the others go on, another node was started. Where all have ended, it is the same system, started again.
  if (!first || (others.length > 0 && !going)) judge.restart();
  source.clock.restart(judge.slackMs);
}
