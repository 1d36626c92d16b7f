/** What was planted, beside what was found. */
import type { LogFinding } from '../../exchange/log-report.js';
import { type MemorySample, MOST_RISE, MOST_YOUNG, slope } from '../load/memory.js';
import type { Planted } from './faults.js';
import type { MadeLog } from './generate.js';
import type { Judged } from './run-judge.js';

/** The comparison in words. */
export interface Comparison {
  readonly lines: readonly string[];
  /** What is not as it must be; empty where everything is. */
  readonly wrong: readonly string[];
}

/** Compares what was planted in a log with what was found, and looks at the memory. */
export function compare(made: MadeLog, { code, findings, summary, samples }: Judged): Comparison {
  const found = made.planted.map((planted) => findings.find((finding) => names(finding, planted)));
  const missed = made.planted.filter((_, index) => !found[index]);
  const others = findings.filter((finding) => !found.includes(finding));
  const memory = flat(samples);
  const wrong = [
    ...(code === 1 || (code === 0 && made.planted.length === 0) ? [] : [`exit code ${code}`]),
    ...missed.map(({ clause, room, line }) => `${clause} in line ${line} (room ${room}) was not found`),
    ...others.map(({ clause, line, seen }) => `${clause} in line ${line} was not planted: ${seen}`),
    ...(summary?.lines === made.lines ? [] : [`${summary?.lines} of ${made.lines} lines were read`]),
    ...(summary?.observations === made.observations ? [] : [`${summary?.observations} observations were seen`]),
    ...memory.wrong,
  ];
  const lines = [`${findings.length} violations found, ${made.planted.length} planted`, ...speed(summary), memory.line];
  return { lines, wrong };
}

/** It is named by its clause, at its line. */
const names = (finding: LogFinding, { clause, line }: Planted): boolean =>
  finding.clause === clause && finding.line === line;

function speed(summary: Judged['summary']): string[] {
  if (!summary) return [];
  const { lines, time, checks, rooms, pieces } = summary;
  const { total, reading, parsing, decoding } = time;
  const perSecond = (ms: number) => Math.round((lines / ms) * 1_000).toLocaleString('en-US');
  const parsed = reading + parsing + decoding;
  const held = [...checks.values()].reduce((sum, one) => sum + one, 0);
  return [
    `${rooms.toLocaleString('en-US')} rooms in ${pieces.toLocaleString('en-US')} pieces, ${held.toLocaleString('en-US')} checks of ${checks.size} clauses`,
    `${(total / 1_000).toFixed(0)} s, ${perSecond(total)} events/s; reading and parsing the same lines ${perSecond(parsed)}/s: ratio ${(parsed / total).toFixed(2)}; reading and JSON.parse alone ${perSecond(reading + parsing)}/s: ratio ${((reading + parsing) / total).toFixed(2)}`,
  ];
}

/** So much of the time is warm-up, and so many seconds must be left. */
const WARM_UP = 0.2;
const LEAST_S = 20;

/** The line through what was sampled after the warm-up must not rise by more than the engine's own moods. */
function flat(samples: readonly MemorySample[]): { readonly line: string; readonly wrong: readonly string[] } {
  const settled = samples.slice(Math.ceil(samples.length * WARM_UP));
  const [first, last] = [settled[0], settled.at(-1)];
  if (!first || !last) return { line: 'memory was not sampled', wrong: [] };
  if (last.at - first.at < LEAST_S) return { line: `RSS ${last.rss.toFixed(0)} MB, too short to say more`, wrong: [] };
  const rise = slope(settled) * (last.at - first.at);
  const allowed = MOST_RISE * first.rss + MOST_YOUNG;
  const most = Math.max(...samples.map(({ rss }) => rss));
  const line = `RSS ${first.rss.toFixed(0)} MB after the warm-up, ${last.rss.toFixed(0)} MB at the end, ${most.toFixed(0)} MB at most; the line through ${settled.length} samples rises by ${rise.toFixed(1)} MB (bound ${allowed.toFixed(1)})`;
  return { line, wrong: rise > allowed ? [`memory rises by ${rise.toFixed(1)} MB`] : [] };
}
