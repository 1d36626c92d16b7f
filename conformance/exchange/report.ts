/** The outcome of a run: the verdict on each case, its failures, and what they come to. */
import type { ClauseId } from '../../gen/clauses.js';
import type { CrosswalkRow } from './crosswalk.js';
import type { Feature } from './features.js';
import type { History } from './history.js';
import type { Deviation, Profile } from './profile.js';
import type { Scenario } from './scenario.js';
import type { ClauseWords, ExitCode, Verdict } from './words.js';

/**
 * A broken clause, with all that it takes to see why and to see it again.
 *
 * @example
 * const inWords = ({ clause, allowed, seen }: Failure): string => `${clause}: ${seen}, not ${allowed}`;
 */
export interface Failure {
  readonly clause: ClauseId;
  /** The index in `history.records` of the first wrong record; its length where something is missing at the end. */
  readonly at: number;
  /** What would have been right here, and what was there instead; one line each. */
  readonly allowed: string;
  readonly seen: string;
  /** Only the oracle refutes this; no invariant is violated. */
  readonly oracleOnly: boolean;
  /** How many of the first records some order of events explains; left out where the oracle did not refute the history. */
  readonly explained?: number;
  /** The machine's state behind those records, one plain line each; left out together with their number. */
  readonly state?: readonly string[];
  readonly scenario: Scenario;
  readonly history: History;
  readonly shrink: Shrink;
  /** The saved scenario, relative to the working directory; empty while it is not saved. */
  readonly file: string;
  /** Only in a document, for those who show it without this suite: the clause, the history as a diagram, the command that replays it. */
  readonly words?: ClauseWords;
  readonly diagram?: string;
  readonly replay?: string;
  /** It was known before, for this reason, which may be empty; left out where it is new. */
  readonly known?: string;
}

/** How a failing scenario was shrunk. */
export interface Shrink {
  /** Applied steps before and after. */
  readonly from: number;
  readonly to: number;
  readonly tookMs: number;
  /** How often the shrunk scenario failed by the same clause when it was run again. */
  readonly fails: number;
  readonly of: number;
  /** In how many worlds at the same time it was run again; 1: one after another. What meets among others may not meet alone. */
  readonly atOnce: number;
  /** The case that was shrunk for the same clause, where this one was not; empty otherwise. */
  readonly sameAs: string;
}

/**
 * The outcome of one case.
 *
 * @example
 * const hasFailed = ({ verdict }: CaseResult): boolean => verdict === 'fail';
 */
export interface CaseResult {
  readonly id: string;
  readonly title: string;
  readonly clauses: readonly ClauseId[];
  /** Features that a server must declare to be held to the case; left out where it needs none. */
  readonly needs?: readonly Feature[];
  readonly verdict: Verdict;
  /** Why it was skipped, could not be concluded, or was not run, and what of it was left out; empty otherwise. */
  readonly why: string;
  readonly seed: number;
  /** Scenarios that were run. */
  readonly runs: number;
  /** Times that a clause of this case was held against something that happened. */
  readonly checks: number;
  /** Steps that were carried out and judged. */
  readonly steps: number;
  readonly tookMs: number;
  readonly failures: readonly Failure[];
}

/**
 * How much of the machine a run has met: triples of a room object's state, an event, and what became of it; and pairs of a
 * state and an event, whatever became of it.
 */
export interface Coverage {
  /** The triples that a system of this profile can reach, and those of them that were not met; 0 of a client. */
  readonly reachable: number;
  readonly missing: readonly string[];
  /** The pairs, likewise; 0 in a report that was written before there were pairs. */
  readonly reachablePairs: number;
  readonly missingPairs: readonly string[];
}

/** What a run has shown of one clause, over all of its cases. A case reports one broken clause; here all are counted. */
export interface ClauseTally {
  readonly clause: ClauseId;
  /** Times that it was held against something that happened and could be told, in plays in which it was not broken. */
  readonly checks: number;
  /** Plays in which it was broken, also where the case reports another clause for them. */
  readonly broken: number;
  /** Plays whose failure it names: of all that a play breaks, it tells the most. */
  readonly named: number;
  /** Groups of codes that the system does not tell apart, where this clause is about them: `1002, 1010`. */
  readonly notToldApart: readonly string[];
  /** Times that it was held against something that could not be told. */
  readonly untold: number;
}

/** A rule that a system is said to break on purpose, by the person who started the run. */
export interface DeclaredDeviation extends Deviation {
  /** Plays in which it was broken. */
  readonly seen: number;
}

/** How a known failure stands: `stale` means that its scenario passes. */
export type KnownState = 'holds' | 'stale' | 'not-run' | 'undecided';

/** A failure that was known before, and how it stands now. */
export interface KnownFailure {
  readonly caseId: string;
  readonly clause: ClauseId;
  /** The reason that somebody wrote down; empty where nobody did. */
  readonly reason: string;
  readonly state: KnownState;
  /** How often its scenario was played now, and failed. */
  readonly of: number;
  readonly fails: number;
}

/**
 * The outcome of a whole run.
 *
 * @example
 * const failed = ({ cases }: Report): string[] => cases.filter((one) => one.verdict === 'fail').map(({ id }) => id);
 */
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
  /** Only of a run of all cases. */
  readonly coverage?: Coverage;
  /** What people were told, by what had happened: whatever the run has brought about beyond doubt. */
  readonly crosswalk: readonly CrosswalkRow[];
  /** The day of the run, in UTC: `2026-01-31`; empty in a report that was written before there was a date. */
  readonly date: string;
  /** The options of the run, as they stand on the command line beside its target and its seed. */
  readonly options: string;
  /** In the order of the catalogue; without those of which the run has shown nothing. */
  readonly clauses: readonly ClauseTally[];
  /** The options that chose a part of the cases; empty where all were run. */
  readonly selection: string;
  /** The deviations that were declared on the command line. */
  readonly declared: readonly DeclaredDeviation[];
  /** The failures that were known before. */
  readonly known: readonly KnownFailure[];
  /** Only in a document: what may be said of the system, in the words of `claim.worded`. */
  readonly claim?: string;
}
