/** The block that one failure gets: the clause in words, the history as a diagram, and the line that shows it again. */
import { clauses } from '../../gen/clauses.js';
import { FROM_A_PROGRAM } from '../exchange/names.js';
import type { Failure, Shrink } from '../exchange/report.js';
import type { Scenario } from '../exchange/scenario.js';
import { drawDiagram } from './diagram.js';
import type { Where } from './distinct.js';
import type { Frame } from './reporter.js';
import { formatDuration, plural, quote, wrap } from './text.js';

/** The whole block, without a newline at its end. */
export function renderFailure(failure: Failure, where: Where, frame: Frame): string {
  const { palette, columns } = frame;
  const { clause } = failure;
  const { level, sentence } = clauses[clause];
  const head = `${palette.red('✗')} ${palette.bold(where.id)}  ${clause} (${level})`;
  return [
    `${head}   ${palette.dim(circumstances(failure, where.seed))}`,
    ...wrap(sentence, columns - 2).map((text) => `  ${text}`),
    '',
    ...renderDiagram(failure, frame),
    '',
    ...entry('allowed', [failure.allowed]),
    ...entry('seen', [failure.seen]),
    ...entry('reached', reached(failure)),
    ...entry(
      'state',
      (failure.state ?? []).flatMap((line) => wrap(line, columns - ENTRY)),
    ),
    ...entry('also in', wrap(where.alsoIn.join(', '), columns - ENTRY)),
    ...entry('replay', replayLine(failure, where.target)),
  ].join('\n');
}

/** The column where the text of an entry begins. */
const ENTRY = 11;

const entry = (name: string, lines: readonly string[]): string[] =>
  lines.map((line, index) => `  ${index === 0 ? name : ''}`.padEnd(ENTRY) + line);

/** How much of the history is explained; empty where that is not known. */
export function reached({ explained, history: { records } }: Pick<Failure, 'explained' | 'history'>): string[] {
  return explained === undefined ? [] : [`${explainedInWords(explained, records.length)}; the machine there:`];
}

function explainedInWords(explained: number, number: number): string {
  const all = plural(number, 'record');
  if (explained === number) return `all ${all} are explained, and more is due`;
  if (explained === 0) return `not even the first of ${all} is explained`;
  return explained === 1 ? `the first of ${all} is explained` : `the first ${explained} of ${all} are explained`;
}

function renderDiagram(failure: Failure, { palette, columns }: Frame): string[] {
  const tones = { head: palette.bold, plain: (text: string) => text, wrong: palette.red };
  return drawDiagram(failure, columns).map(({ text, tone }) => tones[tone](text));
}

/** The diagram without colours, for a file; its lines end with a line feed. */
export const plainDiagram = (failure: Failure, columns: number): string =>
  drawDiagram(failure, columns)
    .map(({ text }) => `${text}\n`)
    .join('');

/** How the failure was found, and how often it was reproduced. A replay has no seed. */
export function circumstances({ shrink, oracleOnly }: Failure, seed: number): string {
  const { from, to, tookMs, fails, of } = shrink;
  const size =
    from === to ? plural(to, 'step') : `shrunk from ${plural(from, 'step')} to ${to} in ${formatDuration(tookMs)}`;
  const words = [
    seed === 0 ? '' : `seed ${seed}`,
    size,
    of === 0 ? '' : `fails ${fails} of ${of}`,
    oracleOnly ? 'oracle only' : '',
  ];
  return words.filter(Boolean).join(' · ');
}

/** Number of runs for a scenario that may be a race. */
export const TIMES = 20;
/** So many failures are to be expected in as many runs as the replay line asks for: all of them pass once in 400 lines. */
const EXPECTED = 6;

/** In how many runs a failure shows that was seen in some of its replays. */
export const timesFor = ({ fails, of }: Pick<Shrink, 'fails' | 'of'>): number =>
  fails === 0 ? TIMES : Math.max(TIMES, Math.ceil((EXPECTED * of) / fails));

/**
 * The command that shows a failure again; none while it is not saved. One that does not show every time may well be
 * absent from one run, so several are suggested.
 */
export function replayLine({ file, scenario, shrink }: Failure, target: string): string[] {
  if (file === '') return [];
  if (target === FROM_A_PROGRAM) return [`await replay(${JSON.stringify(file)}, target); // of adjourn/suite`];
  const { fails, of, atOnce } = shrink;
  const among = atOnce > 1 ? [`--concurrency ${atOnce}`] : [];
  const often = fails < of || isRace(scenario) ? [`--times ${timesFor(shrink)}`, ...among] : [];
  // A folder may have a name that looks like an option.
  const path = file.startsWith('-') ? `./${file}` : file;
  return [['npx adjourn replay', quote([path]), ...often, target].join(' ').trimEnd()];
}

/** Whether anything but joins happens at the same time. */
const isRace = ({ rounds }: Scenario): boolean =>
  rounds.some((steps) => steps.length > 1 && steps.some(({ kind }) => kind !== 'join'));
