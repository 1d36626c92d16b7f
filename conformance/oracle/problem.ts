/** A history as a search problem: what was done on each connection, and what each connection was shown. */
import type { ServerEvent } from '../../spec/machine/events.js';
import type { Observation } from '../exchange/observation.js';
import type { Action } from '../exchange/scenario.js';

/** One thing that a connection was shown, and where it stands in the history. */
export interface ShownEntry {
  readonly index: number;
  readonly observation: Observation;
}

/**
 * One thing that the suite did, as the events of the machine that it may have been: several where ids were never shown.
 */
export interface SentAction {
  readonly sent: number;
  readonly action: Action;
  readonly events: readonly ServerEvent[];
  /** Nobody is shown anything of it, and yet it matters when it is taken up. */
  readonly loose?: true;
}

/** What was done on one connection, and what it was shown. */
export interface ConnectionHistory {
  readonly id: string;
  readonly seat: string;
  readonly log: readonly ShownEntry[];
  /** In the order in which they were sent. */
  readonly actions: readonly SentAction[];
  /** The suite took the connection away or closed it: from some point on, what is due on it may be missing. */
  readonly severed: boolean;
}

/** Rooms that share a participant, and nothing with any other room: each problem is searched on its own. */
export interface Problem {
  readonly connections: readonly ConnectionHistory[];
  /** Whether a seat's loss is so old by the end of the history that it must have been announced. */
  readonly overdue: (seat: string) => boolean;
  /** Whether the close by which a connection's owner left is so old by then that it must have been taken as a Leave. */
  readonly goodbyeOverdue: (connection: string) => boolean;
  /** All observers see all departures in one order. Clause `departure.room-order`. */
  readonly ordered: boolean;
  /** An answer may come ahead of what was to be sent earlier: the system declares to break `fence.effects-first`. */
  readonly unfenced: boolean;
}
