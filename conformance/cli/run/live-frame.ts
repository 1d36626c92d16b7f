/** What a terminal shows of a run while it goes on: a pure function from the state and the window to a few lines. */
import type { Palette } from '../../report/palette.js';
import { cellsOf, clip, pad, plural, width } from '../../report/text.js';
import type { RunningCase, RunState } from './run-state.js';
import { LAST_MS, leftInWords, timeLeft } from './time-left.js';

/** The window, in rows and columns. */
export interface Window {
  readonly rows: number;
  readonly columns: number;
}

/** A piece of a line, in one colour. */
export interface Piece {
  readonly text: string;
  readonly tone: 'plain' | 'dim' | 'red' | 'bold';
}

/** At most so many running cases are shown, however large the window is. */
const MOST_RUNNING = 8;
/** A case that takes longer says how long, in milliseconds: so that one sees that it goes on. */
const LONG_MS = 10_000;
/** From so many rows on, an empty line parts the frame from what stands above it. */
const ROOMY = 8;

/**
 * The lines, the most important one last. Always at least one row less than the window has, because the cursor stands
 * below them; and none wider than the window.
 */
export function frameOf(state: RunState, now: number, window: Window): readonly (readonly Piece[])[] {
  const rows = window.rows - 1;
  // Before the plan there is nothing to tell.
  if (rows < 1 || window.columns < 1 || state.plan.forecast.length === 0) return [];
  const { columns } = window;
  const broken = rows >= 3 ? brokenLine(state, columns) : [];
  const blank = rows >= ROOMY ? [[]] : [];
  const room = Math.min(MOST_RUNNING, rows - 1 - broken.length - blank.length);
  const lines = [...blank, ...runningLines(state.running, room, now), ...broken, [summary(state, now, columns)]];
  return lines.map((line) => clipLine(line, columns));
}

/** One line in the colours of a palette. */
export const paint = (line: readonly Piece[], palette: Palette): string =>
  line.map(({ text, tone }) => (tone === 'plain' ? text : palette[tone](text))).join('');

/** `12 of 82 cases, 3 failed, 9 s left`. */
export const progressText = (state: RunState, now: number): string => summaryTexts(state, now)[0] ?? '';

const plain = (text: string): Piece => ({ text, tone: 'plain' });
const dim = (text: string): Piece => ({ text, tone: 'dim' });

const isBroken = ({ broken }: RunningCase): boolean => broken.length > 0;

function runningLines(running: readonly RunningCase[], room: number, now: number): Piece[][] {
  if (room < 1) return [];
  // What fails and is shrunk takes longest, so it is never hidden.
  const sorted = [...running].sort((one, other) => Number(isBroken(other)) - Number(isBroken(one)));
  const shown = sorted.length > room ? sorted.slice(0, room - 1) : sorted;
  const idColumns = Math.max(0, ...shown.map(({ id }) => width(id)));
  const hidden = sorted.length - shown.length;
  const lines = shown.map((one) => runningLine(one, idColumns, now));
  return hidden === 0 ? lines : [...lines, [dim(`  and ${hidden} ${shown.length === 0 ? 'running' : 'more'}`)]];
}

function runningLine(one: RunningCase, idColumns: number, now: number): Piece[] {
  const { id, title, startedAt, done, runs, broken } = one;
  const long = now - startedAt < LONG_MS ? '' : `, for ${Math.floor((now - startedAt) / 1_000)} s`;
  const name = pad(id, idColumns);
  const clause = broken.at(-1);
  if (clause !== undefined) return [{ text: `✗ ${name}  ${clause} broken, shrinking${long}`, tone: 'red' }];
  return [plain(`▸ ${name}  `), plain(`${done} of ${runs}${long}`.padEnd(10)), dim(`  ${title}`)];
}

function brokenLine({ finished, running }: RunState, columns: number): Piece[][] {
  const clauses = new Set([
    ...finished.flatMap(({ failures }) =>
      failures.filter(({ known }) => known === undefined).map(({ clause }): string => clause),
    ),
    ...running.flatMap(({ broken }) => broken),
  ]);
  if (clauses.size === 0) return [];
  return [[{ text: listed('broken: ', [...clauses], columns), tone: 'red' }]];
}

/** As many names as fit, and how many there are besides. */
function listed(head: string, names: readonly string[], columns: number): string {
  for (let shown = names.length; shown > 0; shown -= 1) {
    const more = names.length - shown;
    const text = `${head}${names.slice(0, shown).join(', ')}${more === 0 ? '' : ` and ${more} more`}`;
    if (width(text) <= columns) return text;
  }
  return clip(`${head}${plural(names.length, 'clause')}`, columns);
}

function summary(state: RunState, now: number, columns: number): Piece {
  const texts = summaryTexts(state, now);
  const fitting = texts.find((text) => width(text) <= columns) ?? texts.at(-1) ?? '';
  return { text: fitting, tone: 'bold' };
}

/** The same in fewer and fewer columns. */
function summaryTexts(state: RunState, now: number): string[] {
  const { plan, finished, running } = state;
  const count = (...verdicts: string[]) => finished.filter(({ verdict }) => verdicts.includes(verdict)).length;
  const over = finished.length - count('skip', 'not-run');
  const failed = count('fail');
  const known = count('known-failure');
  const open = count('inconclusive', 'harness-fault');
  const counts = [
    failed === 0 ? '' : `${failed} failed`,
    known === 0 ? '' : `${known} as known`,
    open === 0 ? '' : `${open} undecided`,
  ];
  const ms = timeLeft(state, now);
  const shrinking = running.some(isBroken);
  // How long a failure is shrunk is not known before, so nothing is promised.
  const left = over >= plan.cases ? '' : shrinking && (ms ?? 0) < LAST_MS ? 'shrinking' : leftInWords(ms);
  const join = (...parts: string[]) => parts.filter((part) => part !== '').join(', ');
  return [
    join(`${over} of ${plural(plan.cases, 'case')}`, ...counts, left),
    join(`${over} of ${plan.cases}`, ...counts, left.replace(' left', '')),
    join(`${over}/${plan.cases}`, failed === 0 ? '' : `${failed} failed`),
    `${over}/${plan.cases}`,
  ];
}

/** Cuts at the right edge; control characters, which would move the cursor, become spaces. */
function clipLine(line: readonly Piece[], columns: number): Piece[] {
  let left = columns;
  const kept: Piece[] = [];
  for (const { text, tone } of line) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not reach a terminal
    const cut = clip(text.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' '), left);
    left -= cellsOf(cut).length;
    if (cut !== '') kept.push({ text: cut, tone });
  }
  return kept;
}
