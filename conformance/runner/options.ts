/** What a run is asked to do, and what it says while it does it. */
import type { CaseResult, Profile, Report } from '../exchange/index.js';

export interface RunOptions {
  /** The target as the user named it, for the report and the line that replays a failure. */
  readonly target: string;
  /** The run's seed: an unsigned 32-bit number. Each case derives its own from it and its id. */
  readonly seed: number;
  /** Scenarios a case; without it, each case's own number. */
  readonly runs?: number;
  /** Globs (`server/end*`); a case runs if it matches one of them. Empty: all. */
  readonly cases: readonly string[];
  /** Whose cases are run; those of servers, where it is left out. */
  readonly side?: Profile['side'];
  /** Worlds that are open at once. */
  readonly concurrency: number;
  /** Whether a result is the last that is wanted: the cases behind it are not run. */
  readonly until?: (result: CaseResult) => boolean;
  /** Where failing scenarios are saved, relative to the working directory. */
  readonly output: string;
  /** Cases that wait for announced times are left out. */
  readonly fast?: boolean;
  /** Nothing is timed: the target may sit in a debugger. */
  readonly debug?: boolean;
  readonly signal?: AbortSignal;
}

/** How much there is to do, and how long it will take. */
export interface Plan {
  /** Cases that are not skipped. */
  readonly cases: number;
  readonly scenarios: number;
  readonly aboutMs: number;
  /** How many of the cases wait for announced times, and what these are, in milliseconds; none: no cases. */
  readonly timed: number;
  readonly windowMs: number;
  readonly timeoutMs: number;
}

export type RunEvent =
  | {
      readonly kind: 'planned';
      readonly cases: readonly { readonly id: string; readonly title: string }[];
      readonly plan: Plan;
    }
  | { readonly kind: 'started'; readonly id: string }
  | { readonly kind: 'progress'; readonly id: string; readonly done: number; readonly runs: number }
  | { readonly kind: 'shrinking'; readonly id: string; readonly clause: string }
  | { readonly kind: 'finished'; readonly result: CaseResult }
  /** A scenario could not be written to the output folder, and why. The run goes on. */
  | { readonly kind: 'unsaved'; readonly folder: string; readonly why: string };

/** No case has this name: exit code 2. */
export class UnknownCase extends Error {
  override readonly name = 'UnknownCase';
}

export type Run = (options: RunOptions, onEvent: (event: RunEvent) => void) => Promise<Report>;
