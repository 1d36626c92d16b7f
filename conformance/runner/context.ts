/** What all cases of one run share. */
import type { ClauseId } from '../../gen/clauses.js';
import type { Scenario } from '../exchange/scenario.js';
import type { FullTriple } from '../oracle/coverage.js';
import type { SystemUnderTest, Unreachable } from '../sut/system.js';
import type { CrosswalkTally } from './crosswalk/index.js';
import type { RunEvent, RunOptions } from './options.js';
import { bringBack, TargetLost } from './play/health.js';
import type { Retries } from './play/limiter.js';
import type { TimeLimits } from './play/limits.js';
import type { Patience } from './play/patience.js';
import type { Played, Watch } from './play/played.js';
import type { ClauseTallies } from './run/clause-tally.js';
import type { SeenReturn } from './seen-return.js';
import type { Witness } from './witness.js';

/** What a run works with, and what its cases leave to those that come after them. */
export interface Context {
  readonly system: SystemUnderTest;
  readonly options: RunOptions;
  readonly emit: (event: RunEvent) => void;
  /** Plays a scenario once. */
  readonly play: (scenario: Scenario, limits: TimeLimits) => Promise<Played>;
  /** Plays a scenario until the suite itself was in time; no more where it is not `wanted`. */
  readonly playInTime: (
    scenario: Scenario,
    limits: TimeLimits,
    options: { readonly wanted: () => boolean; readonly retries?: Retries; readonly watch?: () => Watch | undefined },
  ) => Promise<Played>;
  /** Resolves when the next scenario that waits for an announced time may begin. */
  readonly stagger: () => Promise<void>;
  readonly patience: Patience;
  readonly triples: Triples;
  /** What people were told, in the plays that were judged. */
  readonly crosswalk: CrosswalkTally;
  /** What those plays have shown of each clause. */
  readonly clauses: ClauseTallies;
  /** For each broken clause, how far the search for a case that shows it well has come. */
  readonly witnesses: Map<ClauseId, Witness>;
  /** Clients that came back where all was over, after nobody looked on any more. */
  readonly returns: SeenReturn[];
  target: TargetState;
  /** How long the run may still shrink what its cases show beyond their first failures, in milliseconds. */
  furtherMs: number;
}

/** The triples of the machine that a scenario can reach, and those that the run has met; of a client, the pairs. */
export interface Triples {
  readonly reachable: readonly FullTriple[];
  /** By name. */
  readonly met: Set<string>;
  readonly reachablePairs: readonly string[];
  readonly metPairs: Set<string>;
}

/** Whether the run can go on. */
export type TargetState = { readonly state: 'up' } | { readonly state: 'lost'; readonly error: Unreachable };

/** Nothing more is tried: the target is lost, or the user has stopped the run. */
export const isOver = ({ target, options }: Context): boolean => target.state === 'lost' || !!options.signal?.aborted;

/** Starts a lost target again; where that fails, the run ends. @throws the error where it is no {@link TargetLost}. */
export async function survive(error: unknown, context: Pick<Context, 'system' | 'target'>): Promise<undefined> {
  if (!(error instanceof TargetLost)) throw error;
  await bringBack(context.system, error).catch(() => {
    context.target = { state: 'lost', error };
  });
}
