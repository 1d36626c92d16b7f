/** Where the lifelines of a sequence diagram stand. */
import type { Seat } from '../exchange/scenario.js';
import type { Span } from './lanes.js';
import type { Row } from './row.js';
import { clip, width } from './text.js';

/** Positions are counted in characters, from 0 on the left. */
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
/** Around a label: a space before and after it, an arrow of at least two characters, a space before the lifeline. */
export const AROUND_LABEL = 5;
const NARROWEST = 5;
/** A label is cut to this length at most, with what is around it. */
const SHORTEST = 30;

/**
 * Places the lifelines so that every label fits between its two. Where `available` is too small, names are shortened
 * first, and then labels, which are cut where they are drawn.
 */
export function placeColumns(seats: readonly Seat[], rows: readonly Row[], available: number): Columns {
  const roomy = seats.map((seat) => width(inOneLine(seat)) + 2);
  const needs = rows.map(({ column, far, label, wrong }) => ({
    column,
    far,
    needed: width(label) + AROUND_LABEL + 1,
    wrong,
  }));
  const oneLine = place(roomy, needs);
  if (oneLine.server + width(SERVER) <= available) return { ...oneLine, heads: [[...seats.map(inOneLine), SERVER]] };
  const limit = available - width(SERVER);
  const wanted = seats.map((seat) => Math.max(width(seat.name), width(about(seat))) + 2);
  const gaps = shrinkToFit(wanted, needs, limit);
  const squeezed = place(gaps, cutToFit(gaps, needs, limit));
  const server = Math.min(squeezed.server, limit);
  const cut = (text: string, column: number) =>
    clip(text, (squeezed.seats[column + 1] ?? server) - (squeezed.seats[column] ?? 0) - 1);
  return {
    seats: squeezed.seats,
    server,
    heads: [
      [...seats.map(({ name }, column) => cut(name, column)), SERVER],
      [...seats.map((seat, column) => cut(about(seat), column)), ''],
    ],
  };
}

/** The role if it is host, and the participant if it is not the seat's own name. */
export function about(seat: Seat): string {
  const words = [seat.participant === seat.name ? '' : `as ${seat.participant}`, seat.role === 'host' ? 'host' : ''];
  return words.filter(Boolean).join(', ');
}

function inOneLine(seat: Seat): string {
  return about(seat) === '' ? seat.name : `${seat.name} (${about(seat)})`;
}

/** How far apart two lifelines must stand, so that a label fits between them. */
export interface LabelWidth extends Span {
  readonly needed: number;
  /** The label is that of the first wrong record. */
  readonly wrong: boolean;
}

/** `gaps`: from each lifeline to the next, at least; the server's is the last. */
export function place(gaps: readonly number[], needs: readonly LabelWidth[]): { seats: number[]; server: number } {
  const positions = [MARGIN];
  for (const [column, gap] of gaps.entries()) {
    const far = column + 1;
    const after = needs
      .filter((need) => need.far === far)
      .map((need) => (positions[need.column] ?? MARGIN) + need.needed);
    positions.push(Math.max((positions[column] ?? MARGIN) + gap, ...after));
  }
  return { seats: positions.slice(0, -1), server: positions.at(-1) ?? MARGIN };
}

/** Takes from the widest gap, one at a time, until the server fits or nothing more can be taken. */
function shrinkToFit(wanted: readonly number[], needs: readonly LabelWidth[], limit: number): number[] {
  const gaps = [...wanted];
  while (place(gaps, needs).server > limit) {
    const widest = gaps.indexOf(Math.max(...gaps));
    const gap = gaps[widest];
    if (gap === undefined || gap <= NARROWEST) break;
    gaps[widest] = gap - 1;
  }
  return gaps;
}

/** Shortens the longest labels until the server fits or none is worth reading; that of the wrong record comes last. */
function cutToFit(gaps: readonly number[], needs: readonly LabelWidth[], limit: number): readonly LabelWidth[] {
  const tooLong = (some: readonly LabelWidth[]) => place(gaps, some).server > limit;
  const others = cutWhile(tooLong, needs, ({ wrong }) => !wrong);
  return cutWhile(tooLong, others, ({ wrong }) => wrong);
}

function cutWhile(
  tooLong: (needs: readonly LabelWidth[]) => boolean,
  needs: readonly LabelWidth[],
  mayBeCut: (need: LabelWidth) => boolean,
): readonly LabelWidth[] {
  let most = Math.max(SHORTEST, ...needs.map(({ needed }) => needed));
  let cut = needs;
  while (most > SHORTEST && tooLong(cut)) {
    most -= 1;
    cut = cut.map((need) => (mayBeCut(need) ? { ...need, needed: Math.min(need.needed, most) } : need));
  }
  return cut;
}
