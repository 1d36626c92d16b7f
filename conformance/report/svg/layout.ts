/** Where everything stands in the picture of a failure. */
import type { Seat } from '../../exchange/scenario.js';
import { AROUND_LABEL, about, place } from '../columns.js';
import type { Rows } from '../row.js';
import { width } from '../text.js';

/** The width of a character; like all lengths here, in the picture's own units. */
export const CHARACTER = 7.8;
/** The height of a row of the diagram. */
export const ROW = 32;
/** Around the picture. */
export const MARGIN = 28;
/** The height of a line of text. */
export const LINE = 20;
/** The height of the names over the lifelines. */
export const HEAD = 46;
/** The width of the column for the brackets of rounds. */
export const GUTTER = 22;
/** The picture is at least as wide as so many characters, so that its prose is pleasant to read. */
const NARROWEST = 76;

/** The rows of a diagram, with the places of the lifelines. */
export interface SvgLayout extends Rows {
  /** Of the seats. */
  readonly lifelines: readonly number[];
  readonly server: number;
  readonly width: number;
}

/** The name over the last lifeline. */
export const SERVER = 'server';
/** What stands beside the first wrong row. */
export const NOT_ALLOWED = 'not allowed here';

/**
 * Each lifeline is under the middle of its head, and any two are so far apart that every label fits between them.
 * `narrowest`: the least width of the picture, in characters.
 */
export function placeAll(rows: Rows, narrowest = NARROWEST): SvgLayout {
  const heads = [...rows.seats.map(headWidth), width(SERVER) + 4];
  const gaps = rows.seats.map((_, index) => ((heads[index] ?? 0) + (heads[index + 1] ?? 0)) / 2 + 2);
  const needs = rows.rows.map(({ column, far, label, wrong }) => ({
    column,
    far,
    needed: width(label) + AROUND_LABEL,
    wrong,
  }));
  const columns = place(gaps, needs);
  const first = columns.seats[0] ?? columns.server;
  const left = MARGIN + GUTTER + ((heads[0] ?? 0) / 2) * CHARACTER;
  const x = (column: number) => Math.round(left + (column - first) * CHARACTER);
  const server = x(columns.server);
  const beside = rows.rows.some(({ wrong, way }) => wrong && !way.startsWith('remark'))
    ? width(NOT_ALLOWED) * CHARACTER + 24
    : 40;
  const wide = Math.max(server + beside, narrowest * CHARACTER + MARGIN) + MARGIN;
  return { ...rows, lifelines: columns.seats.map(x), server, width: Math.ceil(wide) };
}

/** The width of a seat's head, in characters. */
export const headWidth = (seat: Seat): number => Math.max(width(seat.name), width(about(seat))) + 3;
