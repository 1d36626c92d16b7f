/** What a search goes by: what may come next, where it is stopped, and what it comes to. */
import type { CallOutcome } from '../../../spec/machine/client/effects.js';
import type { ClientEvent } from '../../../spec/machine/client/events.js';
import type { CallEndAt, HeardMessageAt, TellingAt } from './lives.js';
import type { ClientNode, ClientProblem, TrailLink } from './node.js';
import type { OwedMessage, OwedTelling } from './owed.js';

/** An event that may come next, and what is noted with it. */
export interface ClientMove {
  readonly event: ClientEvent;
  readonly changes: Partial<ClientNode>;
  /** The place in the history of what brings it about; what happens of itself has none. */
  readonly index: number;
  /** Nothing happens to the machine. */
  readonly isNothing?: true;
  /** It is taken up as if nobody had called leave(). */
  readonly asIfStaying?: true;
  /** It stands for what a client does of itself, and not for what it says. */
  readonly uncounted?: true;
  /** The call that fails because it is not taken up. */
  readonly fails?: number;
}

/** What was seen is not what the machine does. */
export interface Mismatch {
  /** What the machine does; undefined where it does nothing more. */
  readonly wanted: OwedMessage | OwedTelling | CallOutcome | undefined;
  /** What was seen instead; undefined where nothing was. */
  readonly found: HeardMessageAt | TellingAt | CallEndAt | undefined;
}

/** Where a search came no further. */
export interface ClientStop extends Mismatch {
  /** The index of the first thing that is not accounted for; infinity where all are. */
  readonly upTo: number;
  readonly node: ClientNode;
  /** What the history itself brings about says more than that nothing does, and that more than what a client may do. */
  readonly telling: number;
}

/** A life that is explained: what happened to the machine, in order, and how far it took things up. */
export interface ExplainedLife {
  readonly problem: ClientProblem;
  readonly trail: readonly TrailLink[];
  readonly end: ClientNode;
}
