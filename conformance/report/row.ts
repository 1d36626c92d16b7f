/** A row of a diagram, as plain data. */
import type { Seat } from '../exchange/scenario.js';
import type { Span, Way } from './lanes.js';

/** Where a row stands among the steps of one round: the first, another one, the last, or something between them. */
export type Together = 'begin' | 'step' | 'end' | 'between';

/** What a bracket around them means. */
export const AT_ONCE = 'sent at the same time';

/** A record, or a pause, as a diagram shows it. */
export interface Row extends Span {
  readonly way: Way;
  readonly label: string;
  /** The first wrong record. */
  readonly wrong: boolean;
  /** Where it stands among what was sent at the same time. */
  readonly together?: Together | undefined;
}

/** What a diagram shows. */
export interface Rows {
  /** Who stands over the lifelines; over the last one, the server's, stands none of these. */
  readonly seats: readonly Seat[];
  readonly rows: readonly Row[];
  /** Rows left out before the first and after the last one shown. */
  readonly earlier: number;
  readonly later: number;
}
