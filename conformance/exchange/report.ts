/** The outcome of a whole run. */
import type { Profile } from './profile.js';
import type { CaseResult } from './verdict.js';

/** 0 conforms · 1 does not · 2 wrong usage · 3 unreachable, inconclusive or harness fault · 130 interrupted. */
export type ExitCode = 0 | 1 | 2 | 3 | 130;

/** How much of the core machine a run has met: triples of a room object's state, an event, and what became of it. */
export interface Coverage {
  /** Those that a system of this profile can reach. */
  readonly reachable: number;
  readonly missing: readonly string[];
}

export interface Report {
  /** The revision of the spec that was judged against. */
  readonly spec: string;
  /** The version of this suite. */
  readonly suite: string;
  /** The target, as it was named on the command line. */
  readonly target: string;
  readonly profile: Profile;
  readonly seed: number;
  readonly cases: readonly CaseResult[];
  readonly checks: number;
  readonly steps: number;
  readonly tookMs: number;
  /** What kept the run from being conclusive, in one sentence; empty otherwise. */
  readonly trouble: string;
  readonly exitCode: ExitCode;
  /** Only of a run of cases against a server. */
  readonly coverage?: Coverage;
}
