/** What a search comes to: an order of events that explains what was seen, or how far the best one reached. */
import type { ClauseId } from '../../gen/clauses.js';
import type { TakenEvent } from '../../spec/machine/explore/triple.js';
import type { Effect } from '../../spec/machine/messages.js';
import type { Server } from '../../spec/machine/state.js';
import type { Candidates } from '../exchange/words.js';
import type { ConnectionHistory } from './problem.js';

/** How far an order of events could be followed, and what stood in its way. */
export interface SearchStop {
  /** Observations accounted for. */
  readonly matched: number;
  /** The index in the history of the first record that is not accounted for; infinity where all are. */
  readonly upTo: number;
  /** The connection on which it stopped. */
  readonly connection: ConnectionHistory;
  /** What the machine wanted to be there; undefined where it wanted nothing more. */
  readonly wanted: Effect | undefined;
  /** The index in the history of what was there instead; undefined where there was nothing. */
  readonly found: number | undefined;
  /** The clause by which what was there instead must not come before what was wanted. */
  readonly clause?: ClauseId;
  /** The clause by which it is a declared deviation. */
  readonly deviation?: ClauseId;
}

/** An effect, and where it tells of a departure, the codes that what was seen of it may stand for. */
export interface SeenEffect {
  readonly effect: Effect;
  readonly reason: Candidates | undefined;
}

/**
 * The machine where everything that was seen is accounted for, and how many of each connection's actions it has taken
 * up.
 */
export interface SearchEnd {
  readonly server: Server;
  readonly done: readonly number[];
}

/** What a search comes to. */
export type SearchResult =
  | {
      readonly kind: 'explained';
      readonly effects: readonly SeenEffect[];
      /** What the machine made of each event, in the order that explains everything. */
      readonly trail: readonly TakenEvent[];
      readonly end: SearchEnd;
      readonly nodes: number;
    }
  | { readonly kind: 'refuted'; readonly stop: SearchStop; readonly nodes: number }
  | { readonly kind: 'gave-up'; readonly nodes: number };
