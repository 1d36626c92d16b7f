/** What a run is asked to do, and the events that it reports meanwhile. */

import type { ClauseId } from '../../gen/clauses.js';
import type { Profile } from '../exchange/profile.js';
import type { CaseResult } from '../exchange/report.js';

/** How a run is to be done. */
export interface RunOptions {
  /** The target as the user named it, for the report and the line that replays a failure. */
  readonly target: string;
  /** The run's seed: an unsigned 32-bit number. Each case derives its own from it and its id. */
  readonly seed: number;
  /** How many scenarios each case plays; its own number where left out. */
  readonly runs?: number;
  /** Globs (`server/end*`); a case runs if it matches one of them. Empty: all. */
  readonly cases: readonly string[];
  /** The cases that prove one of these clauses are run before all others, in the order of the catalogue. */
  readonly first?: readonly ClauseId[];
  /** Which side's cases are run; those of servers where left out. */
  readonly side?: Profile['side'];
  /** How many worlds are open at once. */
  readonly concurrency: number;
  /** Whether the run stops after this result. */
  readonly until?: (result: CaseResult) => boolean;
  /** Where failing scenarios are saved, relative to the working directory. */
  readonly output: string;
  /** Leaves out the cases that wait for announced times. */
  readonly fast?: boolean;
  /** Disables timeouts, for a target in a debugger. */
  readonly debug?: boolean;
  /**
   * How long the whole run may take, in milliseconds. When that is used up, nothing more is begun: what was judged is
   * kept, and what was not run is listed as such.
   */
  readonly maxTimeMs?: number;
  /** Stops the run when aborted. */
  readonly signal?: AbortSignal;
}

/** How much a run has to do, and how long that will take. */
export interface Plan {
  /** Cases that are not skipped. */
  readonly cases: number;
  readonly scenarios: number;
  /** The estimated time of the run, in milliseconds. */
  readonly aboutMs: number;
  /** How many of the cases wait for announced times, and these times in milliseconds; 0 where no case waits. */
  readonly timed: number;
  readonly windowMs: number;
  readonly timeoutMs: number;
  /** The same for each case, in the order of the run. */
  readonly forecast: readonly CaseForecast[];
}

/** What is expected of one case, for telling how far a run is. */
export interface CaseForecast {
  readonly id: string;
  /** Number of scenarios; 0 for a case that is skipped. */
  readonly runs: number;
  /** The estimated time of the case, in milliseconds; 0 where nothing is known of the target's pace. */
  readonly aboutMs: number;
  /** It waits for announced times, at the same time as all others that do. */
  readonly sideBySide: boolean;
}

/** What a run reports while it goes on. */
export type RunEvent =
  | {
      readonly kind: 'planned';
      readonly cases: readonly { readonly id: string; readonly title: string }[];
      readonly plan: Plan;
    }
  | { readonly kind: 'started'; readonly id: string }
  | { readonly kind: 'progress'; readonly id: string; readonly done: number; readonly runs: number }
  | { readonly kind: 'shrinking'; readonly id: string; readonly clause: string }
  /** Of a case a second time, where something that was seen later changes its result. */
  | { readonly kind: 'finished'; readonly result: CaseResult }
  /** A scenario could not be written to the output folder, and why. The run goes on. */
  | { readonly kind: 'unsaved'; readonly folder: string; readonly why: string };

/**
 * No case matches a glob: exit code 2.
 *
 * @example
 * throw new UnknownCase('no case is called server/laeve; the nearest is server/leave');
 */
export class UnknownCase extends Error {
  override readonly name = 'UnknownCase';
}
