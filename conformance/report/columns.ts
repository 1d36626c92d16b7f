/** Where the lifelines of a sequence diagram stand. */
import type { Seat } from '../exchange/index.js';
import type { Row } from './rows.js';
import { clip, width } from './text.js';

export interface Columns {
  /** The position of each seat's lifeline. */
  readonly seats: readonly number[];
  readonly server: number;
  /** The lines over the lifelines: names, and roles below them where both do not fit into one line. */
  readonly heads: readonly (readonly string[])[];
}

/** Room for the mark at the left of a wrong row. */
export const MARGIN = 6;

const SERVER = 'server';
/** Around a label: the space before and after it, an arrow of at least two characters, the space before the lifeline. */
export const AROUND_LABEL = 5;
const NARROWEST = 5;

/**
 * Places the lifelines so that every label fits between its seat and the server. Where `available` is too small, names give way
 * first, and then labels, which are cut where they are drawn.
 */
export function placeColumns(seats: readonly Seat[], rows: readonly Row[], available: number): Columns {
  const roomy = seats.map((seat) => width(inOneLine(seat)) + 2);
  const needs = seats.map((_, column) => neededBy(rows, column));
  const oneLine = place(roomy, needs);
  if (oneLine.server + width(SERVER) <= available) return { ...oneLine, heads: [[...seats.map(inOneLine), SERVER]] };
  const wanted = seats.map((seat) => Math.max(width(seat.name), width(about(seat))) + 2);
  const gaps = shrinkToFit(wanted, needs, available - width(SERVER));
  const squeezed = place(gaps, needs);
  const cut = (text: string, column: number) => clip(text, (gaps[column] ?? NARROWEST) - 1);
  return {
    seats: squeezed.seats,
    server: Math.min(squeezed.server, available - width(SERVER)),
    heads: [
      [...seats.map(({ name }, column) => cut(name, column)), SERVER],
      [...seats.map((seat, column) => cut(about(seat), column)), ''],
    ],
  };
}

/** The role where it says something, and the participant where it is not the seat's own name. */
export function about(seat: Seat): string {
  const words = [seat.participant === seat.name ? '' : `as ${seat.participant}`, seat.role === 'host' ? 'host' : ''];
  return words.filter(Boolean).join(', ');
}

function inOneLine(seat: Seat): string {
  return about(seat) === '' ? seat.name : `${seat.name} (${about(seat)})`;
}

/** How far the server must stand from the lifeline of `column`. */
function neededBy(rows: readonly Row[], column: number): number {
  const labels = rows.filter((row) => row.column === column).map((row) => width(row.label));
  return Math.max(0, ...labels) + AROUND_LABEL + 1;
}

/** `gaps`: from each lifeline to the next. `needs`: from each to the server, at least. */
export function place(gaps: readonly number[], needs: readonly number[]): { seats: number[]; server: number } {
  const seats: number[] = [];
  let next = MARGIN;
  for (const gap of gaps) {
    seats.push(next);
    next += gap;
  }
  return { seats, server: Math.max(next, ...seats.map((at, column) => at + (needs[column] ?? 0))) };
}

/** Takes from the widest gap, one at a time, until the server fits or nothing more can be taken. */
function shrinkToFit(wanted: readonly number[], needs: readonly number[], limit: number): number[] {
  const gaps = [...wanted];
  while (place(gaps, needs).server > limit) {
    const widest = gaps.indexOf(Math.max(...gaps));
    const gap = gaps[widest];
    if (gap === undefined || gap <= NARROWEST) break;
    gaps[widest] = gap - 1;
  }
  return gaps;
}
