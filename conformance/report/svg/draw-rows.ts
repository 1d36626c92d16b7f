/** The diagram in the picture of a failure: heads, lifelines, arrows, and the mark of the first wrong step. */
import type { Failure } from '../../exchange/report.js';
import { about } from '../columns.js';
import { AT_ONCE, type Row, type Together } from '../row.js';
import { width } from '../text.js';
import { element, type SvgPoint, text } from './element.js';
import { CHARACTER, GUTTER, HEAD, headWidth, MARGIN, NOT_ALLOWED, ROW, SERVER, type SvgLayout } from './layout.js';

/** Draws from `top` downwards, and gives the place where the drawing ends. */
export function drawRows(
  failure: Pick<Failure, 'at' | 'history' | 'allowed'>,
  layout: SvgLayout,
  top: number,
): { drawn: string[]; bottom: number } {
  const before = layout.earlier > 0 ? 1 : 0;
  const after = layout.later > 0 ? 1 : 0;
  const missing = failure.at >= failure.history.records.length ? 1 : 0;
  const y = (row: number) => top + HEAD + (row + 1) * ROW;
  const end = before + layout.rows.length + after;
  const foot = y(end) - 6;
  const bottom = missing ? foot + ROW : foot;
  const drawn = [
    ...layout.rows.filter(({ wrong }) => wrong).map((row) => band(layout, y(before + layout.rows.indexOf(row)))),
    ...[...layout.lifelines, layout.server].map((x) =>
      element('line', { class: 'life', x1: x, x2: x, y1: top + HEAD, y2: foot }),
    ),
    ...layout.seats.map((seat, index) =>
      head({ x: layout.lifelines[index] ?? 0, y: top }, seat.name, about(seat), headWidth(seat)),
    ),
    head({ x: layout.server, y: top }, SERVER, '', width(SERVER) + 4),
    ...(before ? [elided(layout, y(0), `${layout.earlier} earlier`)] : []),
    ...layout.rows.map((row, index) => drawRow(row, layout, y(before + index))),
    ...layout.rows.flatMap(({ together }, index) => (together ? [bracket(together, y(before + index))] : [])),
    ...(after ? [elided(layout, y(end - 1), `${layout.later} later`)] : []),
    ...(missing ? [missingHere(layout, foot + 20, failure.allowed)] : []),
  ];
  return { drawn, bottom };
}

function head({ x, y }: SvgPoint, name: string, role: string, columns: number): string {
  const wide = columns * CHARACTER;
  const middle = { 'text-anchor': 'middle' };
  return [
    element('rect', { class: 'head', x: x - wide / 2, y, width: wide, height: HEAD - 4, rx: 6 }),
    text({ x, y: role === '' ? y + 26 : y + 18 }, name, 'seat', middle),
    ...(role === '' ? [] : [text({ x, y: y + 34 }, role, 'role', middle)]),
  ].join('');
}

function drawRow(row: Row, layout: SvgLayout, y: number): string {
  const ends = [...layout.lifelines, layout.server];
  const [left, right] = [ends[row.column] ?? 0, ends[row.far] ?? layout.server];
  const drawn = [...arrow(row, left, right, y), label(row, left, right, y)];
  if (!row.wrong) return element('g', {}, ...drawn);
  const beside = isRemark(row) ? [] : [text({ x: layout.server + 14, y: y + 4 }, NOT_ALLOWED, 'beside')];
  return element('g', { class: 'wrong' }, mark(y), ...drawn, ...beside);
}

const isRemark = ({ way }: Row): boolean => way.startsWith('remark');

/** The label stands beside its speaker, as in the text diagram. */
function label(row: Row, left: number, right: number, y: number): string {
  const style = isRemark(row) ? 'label note' : 'label';
  const height = isRemark(row) ? y + 4 : y - 8;
  const fromRight = row.way === 'to-left' || row.way === 'cut-left' || row.way === 'remark-right';
  return fromRight
    ? text({ x: right - 12, y: height }, row.label, style, { 'text-anchor': 'end' })
    : text({ x: left + 12, y: height }, row.label, style);
}

function arrow(row: Row, left: number, right: number, y: number): string[] {
  if (isRemark(row)) return [];
  const [from, to, back] = row.way.endsWith('-right') ? [left, right, -1] : [right, left, 1];
  const cut = row.way.startsWith('cut');
  const end = cut ? to + 10 * back : to;
  const line = element('line', { class: 'arrow', x1: from, x2: end, y1: y, y2: y });
  return [line, cut ? cross(end, y) : element('path', { class: 'tip', d: `M${to} ${y}l${9 * back} -4.5v9z` })];
}

function cross(x: number, y: number): string {
  const half = 5;
  const strokes = `M${x - half} ${y - half}L${x + half} ${y + half}M${x - half} ${y + half}L${x + half} ${y - half}`;
  return element('path', { class: 'arrow', d: strokes });
}

/** Down to the next row, but for the last. */
function bracket(together: Together, y: number): string {
  const x = MARGIN + GUTTER / 2;
  const hook = 8;
  const down = `M${x} ${y}v${ROW}`;
  const strokes: Readonly<Record<Together, string>> = {
    begin: `M${x + hook} ${y}h${-hook}v${ROW}`,
    step: `${down}M${x} ${y}h${hook}`,
    between: down,
    end: `M${x} ${y}h${hook}`,
  };
  return element('path', { class: 'bracket', d: strokes[together] }, element('title', {}, AT_ONCE));
}

const band = ({ width: wide }: SvgLayout, y: number): string =>
  element('rect', { class: 'band', x: MARGIN / 2, y: y - 21, width: wide - MARGIN, height: ROW - 2, rx: 5 });

const mark = (y: number): string => element('path', { class: 'tip', d: `M${MARGIN - 4} ${y - 6}l10 6l-10 6z` });

const elided = ({ lifelines }: SvgLayout, y: number, which: string): string =>
  text({ x: (lifelines[0] ?? 0) + 12, y }, `⋮ ${which}`, 'elided');

/** The mark of something that is missing. */
const missingHere = (layout: SvgLayout, y: number, allowed: string): string =>
  element(
    'g',
    { class: 'wrong' },
    band(layout, y + 4),
    mark(y),
    text({ x: MARGIN + GUTTER, y: y + 4 }, `missing: ${allowed}`, 'beside'),
  );
