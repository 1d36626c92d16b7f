/** A history as a sequence diagram: a column for each seat, the server on the right, time downwards. */
import type { Failure } from '../exchange/report.js';
import { AROUND_LABEL, type Columns, MARGIN, placeColumns } from './columns.js';
import { AT_ONCE, type Row, type Together } from './row.js';
import { toRows } from './rows.js';
import { clip, overlay, width } from './text.js';

/** A line of a diagram, and how it is to be coloured. */
export interface DiagramLine {
  readonly text: string;
  readonly tone: 'head' | 'plain' | 'wrong';
}

const MARK = '  ▶';
const NOTE = ' not allowed here ';

/** Draws the history of a failure into at most `available` columns. */
export function drawDiagram(
  failure: Pick<Failure, 'clause' | 'at' | 'history' | 'allowed'>,
  available: number,
): DiagramLine[] {
  const { seats, rows, earlier, later } = toRows(failure);
  const columns = placeColumns(seats, rows, available);
  const heads = columns.heads.map((cells) => line(drawCells(cells, columns), 'head'));
  const drawn = rows.flatMap((row) => drawRow(row, columns, available));
  return [
    ...heads.filter(({ text }) => text !== ''),
    ...elided(earlier, 'earlier', columns),
    ...drawn,
    ...elided(later, 'later', columns),
    ...legend(rows),
    ...missing(failure, available),
  ];
}

const line = (text: string, tone: DiagramLine['tone'] = 'plain'): DiagramLine => ({ text: text.trimEnd(), tone });

function drawCells(cells: readonly string[], columns: Columns): string {
  const positions = [...columns.seats, columns.server];
  return cells.reduce((text, cell, index) => overlay(text, positions[index] ?? 0, cell), '');
}

function drawRow(row: Row, columns: Columns, available: number): DiagramLine[] {
  const lifelines = drawCells(
    [...columns.seats, columns.server].map(() => '│'),
    columns,
  );
  const ends = [...columns.seats, columns.server];
  const from = ends[row.column] ?? MARGIN;
  const arrow = overlay(lifelines, from + 1, drawArrow(row, (ends[row.far] ?? columns.server) - from - 1));
  const drawn = row.together ? overlay(arrow, BRACKET_AT, brackets[row.together]) : arrow;
  if (!row.wrong) return [line(drawn)];
  const marked = overlay(drawn, 0, MARK);
  // A remark says by itself what is wrong: something did not come.
  if (isRemark(row)) return [line(marked, 'wrong')];
  const beside = `${marked}  ${NOTE}`.trimEnd();
  if (width(beside) <= available) return [line(beside, 'wrong')];
  return [line(marked, 'wrong'), line(overlay(lifelines, from + 1, NOTE), 'wrong')];
}

/** In the margin, beside the mark of what is wrong. */
const BRACKET_AT = 4;
const brackets: Readonly<Record<Together, string>> = { begin: '┌', step: '├', between: '│', end: '└' };

const legend = (rows: readonly Row[]): DiagramLine[] =>
  rows.some(({ together }) => together) ? [line(overlay('', BRACKET_AT, `┌└ ${AT_ONCE}`))] : [];

const isRemark = ({ way }: Row): boolean => way === 'remark-left' || way === 'remark-right';

/** The label and the arrow between two lifelines. The label stands beside its speaker. */
function drawArrow(row: Row, inner: number): string {
  const label = clip(row.label, inner - (isRemark(row) ? 2 : AROUND_LABEL));
  const shaft = '─'.repeat(Math.max(1, inner - width(label) - AROUND_LABEL + 1));
  switch (row.way) {
    case 'to-right':
      return ` ${label} ${shaft}▶ `;
    case 'to-left':
      return ` ◀${shaft} ${label} `;
    case 'cut-right':
      return ` ${label} ${shaft}╳ `;
    case 'cut-left':
      return ` ╳${shaft} ${label} `;
    case 'remark-left':
      return ` ${label} `;
    case 'remark-right':
      return `${' '.repeat(Math.max(0, inner - width(label) - 2))} ${label} `;
  }
}

function elided(rows: number, which: string, columns: Columns): DiagramLine[] {
  return rows === 0 ? [] : [line(overlay('', columns.seats[0] ?? MARGIN, `⋮ ${rows} ${which}`))];
}

/** Where something is missing at the end, the mark gets a line of its own. */
function missing(failure: Pick<Failure, 'at' | 'history' | 'allowed'>, available: number): DiagramLine[] {
  if (failure.at < failure.history.records.length) return [];
  return [line(clip(overlay(overlay('', 0, MARK), MARGIN, `missing: ${failure.allowed}`), available), 'wrong')];
}
