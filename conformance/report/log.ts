/** What was found in a log: each violation as it is found, and numbers at the end. */
import { clauses } from '../../gen/clauses.js';
import type { LogFinding, LogReport } from '../exchange/log-report.js';
import { clauseLines, partlyWords } from './log-clauses.js';
import type { Frame } from './reporter.js';
import { formatCount, formatDuration, plural, wrap } from './text.js';

/** So many other violations of the same rooms are listed; the rest is counted. */
const MOST_ALSO = 5;

/**
 * One violation: where it is, the clause in words, and what would have been right. `file`: the log's name, if it is the
 * only one.
 */
export function renderFinding(finding: LogFinding, file: string, { palette, columns }: Frame): string {
  const { clause, line, rooms, allowed, seen, also } = finding;
  const place = `${finding.file ?? file}:${line}`;
  const { level, sentence } = clauses[clause];
  const entry = (name: string, text: string): string[] =>
    wrap(text, columns - ENTRY).map((part, index) => `  ${index === 0 ? name : ''}`.padEnd(ENTRY) + part);
  return [
    `${palette.red('✗')} ${palette.bold(place)}  ${clause} (${level})`,
    ...wrap(sentence, columns - 2).map((text) => `  ${text}`),
    ...entry(rooms.length === 1 ? 'room' : 'rooms', rooms.join(', ')),
    ...entry('allowed', allowed),
    ...entry('seen', seen),
    ...(also.length === 0 ? [] : entry('also', alsoWords(also))),
    '',
    '',
  ].join('\n');
}

/** The column where the text of an entry begins. */
const ENTRY = 11;

function alsoWords(also: LogFinding['also']): string {
  const listed = also
    .slice(0, MOST_ALSO)
    .map(({ clause, file, line }) => `${clause} in ${file === undefined ? `line ${line}` : `${file}:${line}`}`);
  const more = also.length - listed.length;
  return [...listed, ...(more > 0 ? [`and ${formatCount(more)} more`] : [])].join(', ');
}

/** The numbers, and what they mean in one sentence. */
export function renderLogReport(report: LogReport, file: string, { palette }: Frame): string {
  const { lines, observations, rooms, checks, findings, time, peakBytes, exitCode } = report;
  const tone = exitCode === 0 ? palette.green : exitCode === 1 ? palette.red : palette.yellow;
  const numbers = [
    plural(lines, 'line'),
    plural(observations, 'observation'),
    plural(rooms, 'room'),
    plural(sum(checks), 'check'),
    `${plural(checks.size, 'clause')} held`,
    plural(findings, 'violation'),
  ];
  return [
    numbers.join(' · '),
    `${formatDuration(time.total)} · ${speed(report)} · ${formatCount(Math.round(peakBytes / 1e6))} MB of memory at most`,
    ...clauseLines(report),
    ...leftOut(report),
    tone(logMeaning(report, file)),
    '',
  ].join('\n');
}

const sum = (checks: LogReport['checks']): number => [...checks.values()].reduce((all, one) => all + one, 0);

/** Lines a second, compared with only reading them. */
function speed({ lines, time }: LogReport): string {
  const { total, reading, parsing, decoding } = time;
  const rate = formatCount(Math.round((lines / total) * 1_000));
  const share = (part: number) => (part / total).toFixed(2);
  return `${rate} events/s: ${share(reading + parsing + decoding)} times as many as reading and parsing the same lines, ${share(reading + parsing)} times as many as JSON.parse alone`;
}

/** What could be judged only in part. */
function leftOut({ pieces, partly, strange, remarks }: LogReport): string[] {
  const streams = [...partly].map(
    ([why, times]) =>
      `${formatCount(times)} of ${plural(pieces, 'piece')}: the streams of single clients, and whether they agree, for ${partlyWords[why]}`,
  );
  const unknown =
    strange === 0 ? [] : [`${plural(strange, 'line')} of connections whose beginning is not in the log: not judged`];
  return [...streams, ...unknown, ...remarks];
}

/** What the exit code says about the log, in a sentence or two. */
export function logMeaning({ exitCode, trouble, findings, checks }: LogReport, file: string): string {
  const broken = findings === 0 ? 'no clause was seen broken' : `${plural(findings, 'violation')} found`;
  switch (exitCode) {
    case 0:
      return `Nothing in ${file} is against Adjourn, as far as it shows.`;
    case 1:
      return `${file} shows what Adjourn does not allow: ${broken}.${trouble === '' ? '' : ` ${trouble}`}`;
    case 2:
      return checks.size === 0
        ? `Nothing of ${file} was judged. ${trouble}`
        : `${file} was judged in part, and ${broken} there. ${trouble}`;
    default:
      return checks.size === 0 ? `No verdict: ${file} shows nothing that a clause could be held against.` : broken;
  }
}
