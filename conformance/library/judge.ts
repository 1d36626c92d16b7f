/** Judges logs that were recorded elsewhere. */
import { createReadStream } from 'node:fs';
import type { LogFinding, LogReport } from '../exchange/log-report.js';
import { judgeLogs } from '../logs/judge-logs.js';
import { type Eventful, eventful } from './events.js';

/**
 * A log: the path of its file, or a stream of its bytes.
 *
 * @example
 * const logs: LogSource[] = ['node-1.jsonl', 'node-2.jsonl'];
 */
export type LogSource = string | AsyncIterable<Uint8Array>;

/**
 * Judges the log of a system in operation, or all its logs as one. `spec/log.md` says how one is written. Awaited, it gives the report;
 * iterated, each violation as soon as it is certain. A log is read as a stream and may have any length. It rejects where a file cannot be read.
 *
 * @example
 * ```ts
 * import { judge } from 'adjourn/suite';
 *
 * const judging = judge('meetings.log');
 * for await (const { clause, line, allowed, seen } of judging) console.log(line, clause, allowed, seen);
 * const { observations, findings, exitCode } = await judging;
 * console.log(`${findings} violations in ${observations} observations`, exitCode);
 * ```
 */
export function judgeRecorded(logs: LogSource | readonly LogSource[]): Eventful<LogReport, LogFinding> {
  const all = Array.isArray(logs) ? (logs as readonly LogSource[]) : [logs as LogSource];
  const opened = all.map((log, index) =>
    typeof log === 'string'
      ? { name: log, stream: createReadStream(log, { highWaterMark: CHUNK }) }
      : { name: `log ${index + 1}`, stream: log },
  );
  return eventful((emit) => judgeLogs(opened, emit));
}

/** How much of a file is read at once, in bytes. */
const CHUNK = 256 * 1024;
