/** What a run is asked to do, and the events that it reports meanwhile. */

import type { ClauseId } from '../../gen/clauses.js';
import type { Feature } from '../exchange/features.js';
import type { Deviation, Profile } from '../exchange/profile.js';
import type { CaseResult } from '../exchange/report.js';

/**
 * Which cases are run: those that fit all that is given.
 *
 * @example
 * const selection: Selection = { cases: ['server/*'], exclude: ['server/restart*'], features: ['remove'] };
 */
export interface Selection {
  /** Globs (`server/end*`); a case fits if it matches one of them. Empty: all. */
  readonly cases: readonly string[];
  /** Globs; a case that matches one of them is not run. */
  readonly exclude?: readonly string[] | undefined;
  /** A case fits if it holds one of these clauses. */
  readonly clauses?: readonly ClauseId[] | undefined;
  /** A case fits if it needs one of these features. */
  readonly features?: readonly Feature[] | undefined;
  /** `core`: the cases of the base, which need no feature; `extended`: those that need one. */
  readonly set?: CaseSet | undefined;
  /** The ids of the cases that failed when they were last run: no other fits. */
  readonly lastFailed?: readonly string[] | undefined;
}

/**
 * The base that every server does, and what the features add to it.
 *
 * @example
 * const set: CaseSet = 'core';
 */
export type CaseSet = 'core' | 'extended';

/**
 * How a run is to be done.
 *
 * @example
 * const options: RunOptions = { target: 'ours', seed: 1, cases: [], concurrency: 8, output: '.adjourn' };
 */
export interface RunOptions extends Selection {
  /** The target as the user named it, for the report and the line that replays a failure. */
  readonly target: string;
  /** The run's seed: an unsigned 32-bit number. Each case derives its own from it and its id. */
  readonly seed: number;
  /** How many scenarios each case plays; its own number where left out. */
  readonly runs?: number;
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
  /** Rules that the target breaks on purpose. Their cases are run all the same, to see whether it does. */
  readonly deviations?: readonly Deviation[];
  /** Gives the result of a case its final form, before anybody sees it: a failure may be known. */
  readonly regard?: (result: CaseResult) => CaseResult;
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

/**
 * How much a run has to do, and how long that will take.
 *
 * @example
 * const inWords = ({ cases, aboutMs }: Plan): string => `${cases} cases, about ${aboutMs / 1_000} s`;
 */
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
  /** Only where a part of the cases was chosen: of how many, and by which options. */
  readonly part?: { readonly of: number; readonly by: string };
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

/**
 * What a run reports while it goes on.
 *
 * @example
 * const log = (event: RunEvent): void => {
 *   if (event.kind === 'finished') console.log(event.result.id, event.result.verdict);
 * };
 */
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
 * No case matches a glob, or all that a selection asks for: exit code 2.
 *
 * @example
 * throw new UnknownCase('no case is called server/laeve; the nearest is server/leave');
 */
export class UnknownCase extends Error {
  override readonly name = 'UnknownCase';
}
