/** Where everything stands in the picture of a failure. */
import type { Seat } from '../exchange/index.js';
import { AROUND_LABEL, about, place } from './columns.js';
import type { Rows } from './rows.js';
import { width } from './text.js';

/** Lengths in the picture's own units; a character of the diagram's monospaced letters is CHARACTER wide. */
export const CHARACTER = 7.8;
export const ROW = 32;
export const MARGIN = 28;
export const LINE = 20;
export const HEAD = 46;
export const GUTTER = 22;
/** The prose is kept in lines that are pleasant to read, whatever the diagram's width; characters. */
const NARROWEST = 76;

/** Where everything stands. */
export interface Layout extends Rows {
  readonly at: readonly number[];
  readonly server: number;
  readonly width: number;
}

export const SERVER = 'server';
export const NOT_ALLOWED = 'not allowed here';

/** Each lifeline under the middle of its head; any two so far apart that every label fits between. */
export function placeAll(rows: Rows): Layout {
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
  const wide = Math.max(server + beside, NARROWEST * CHARACTER + MARGIN) + MARGIN;
  return { ...rows, at: columns.seats.map(x), server, width: Math.ceil(wide) };
}

export const headWidth = (seat: Seat): number => Math.max(width(seat.name), width(about(seat))) + 3;
