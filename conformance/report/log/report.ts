/** What was found in a log: a summary by clause, then examples, then how far it was judged. */
import type { LogReport } from '../../exchange/log-report.js';
import type { Frame } from '../reporter.js';
import { formatCount, formatDuration, pad, plural, width, wrap } from '../text.js';
import { clauseLines, partlyWords } from './clauses.js';
import { renderExample } from './example.js';
import { logMeaning } from './meaning.js';
import { stampText } from './place.js';
import { renderBroken, roomCount } from './summary.js';

/** Everything. `file`: the log's name. */
export function renderLogReport(report: LogReport, file: string, frame: Frame): string {
  const { palette } = frame;
  const { checks, exitCode, lines } = report;
  const tone = exitCode === 0 ? palette.green : exitCode === 1 ? palette.red : palette.yellow;
  const verdict = tone(logMeaning(report, file));
  if (checks.size === 0 && (exitCode === 2 || lines === 0)) return `${verdict}\n`;
  return [
    ...renderBroken(report, file, frame),
    ...examplesOf(report, file, frame),
    ...howFar(report).flatMap((line) => hanging(line, frame.columns)),
    verdict,
    ...repeated(report),
    '',
  ].join('\n');
}

/** So many violations of each clause are shown where nothing else is asked for. */
const USUAL_EXAMPLES = 3;

function examplesOf(
  { broken, begins = 0, examples: most = USUAL_EXAMPLES }: LogReport,
  file: string,
  frame: Frame,
): string[] {
  return broken.flatMap(({ clause, times, first }) => {
    const shown = first.slice(0, most);
    const more = times - shown.length;
    const rest = `${plural(more, 'other violation')} of ${clause}: --max N shows N of each clause, --reporter json all.`;
    return [
      ...shown.flatMap((finding) => [...renderExample(finding, { file, begins }, frame), '']),
      ...(more > 0 && most > 0 ? [...wrap(rest, frame.columns).map(frame.palette.dim), ''] : []),
    ];
  });
}

/** What was judged, in numbers. */
function howFar(report: LogReport): string[] {
  const { lines, observations, rooms, checks, time, peakBytes } = report;
  const held = [...checks.values()].reduce((all, one) => all + one, 0);
  const numbers = [
    plural(lines, 'line'),
    `${plural(observations, 'message')} of the server`,
    plural(rooms, 'room'),
    plural(held, 'check'),
  ];
  const speed = `${formatCount(Math.round((lines / time.total) * 1_000))} lines/s`;
  return [
    `judged: ${numbers.join(' · ')}`,
    `${formatDuration(time.total)} · ${speed} · ${formatCount(Math.round(peakBytes / 1e6))} MB of memory at most`,
    ...clauseLines(report),
    ...leftOut(report),
  ];
}

/** The column where the reasons of a list stand. */
const REASONS = 23;

/** A long line goes on where its text began. */
function hanging(line: string, columns: number): string[] {
  if (width(line) <= columns) return [line];
  const [, head = '', text = ''] = /^(\s{2}.{18}\d\s{2})(.*)$/.exec(line) ?? [];
  const [first = '', ...others] = wrap(head === '' ? line : text, columns - REASONS);
  return [head + first, ...others.map((part) => ' '.repeat(head === '' ? 2 : REASONS) + part)];
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

/** So many clauses are repeated in the end, which is what a terminal still shows then. */
const MOST_REPEATED = 5;

function repeated({ broken, begins = 0 }: LogReport): string[] {
  const named = broken.slice(0, MOST_REPEATED);
  const counts = named.map(({ times }) => formatCount(times));
  const [first, second] = [Math.max(...counts.map(width)), Math.max(...named.map(({ clause }) => width(clause)))];
  const lines = named.map(({ clause, extent }, index) => {
    const where = extent && `  since ${stampText(extent.since.at, begins)}, in ${roomCount(extent.rooms)}`;
    return `  ${(counts[index] ?? '').padStart(first)} × ${pad(clause, second)}${where ?? ''}`.trimEnd();
  });
  const more = broken.length - named.length;
  return more > 0 ? [...lines, `  and ${plural(more, 'other clause')}, above`] : lines;
}
