/** What comes of playing a scenario, as plain data. */
import type { ClauseId } from '../../../gen/clauses.js';
import type { History, HistoryRecord } from '../../exchange/history.js';
import type { Failure } from '../../exchange/report.js';
import type { Candidates } from '../../exchange/words.js';
import type { FullTriple } from '../../oracle/coverage.js';
import type { Return, SuiteDelay } from '../../sut/system.js';

/** A clause that a history breaks, and the first record that breaks it. */
export type BrokenClause = Pick<Failure, 'clause' | 'at' | 'allowed' | 'seen' | 'oracleOnly'>;

/** What oracle and invariants together conclude from one history. */
export interface Judgement {
  readonly kind: 'pass' | 'fail' | 'inconclusive' | 'harness-fault';
  /** For `fail`, the broken clause; for `harness-fault`, the clause that the two judges disagree about. */
  readonly fault: BrokenClause | undefined;
  /** All clauses that are broken; the fault is one of them. */
  readonly broken: readonly ClauseId[];
  /** The clauses that are broken as it was declared. */
  readonly deviated?: readonly ClauseId[];
  /** The oracle refutes the history: it explains a first part of it, and no more. */
  readonly refuted: boolean;
  /** A message that must have come is not there; it may only be late. */
  readonly missing: boolean;
  /** How often either judge checked each clause. */
  readonly checks: ReadonlyMap<ClauseId, number>;
  /** Reasons that may have been right, from a system that does not tell them apart from others. */
  readonly merged: readonly { readonly clauses: readonly ClauseId[]; readonly reason: Candidates }[];
  /** The triples of the machine that were met, where the oracle could explain the history. */
  readonly met: readonly FullTriple[];
  /** The pairs of the client machine that were met, likewise. */
  readonly metPairs: readonly string[];
  /** How many points the oracle's search went through. */
  readonly nodes: number;
}

/** How late the suite itself was during a play. */
export interface Lateness {
  /** The worst delay of the suite's own event loop, in milliseconds. */
  readonly lagMs: number;
  /** The machine had too much else to do, for the suite or for the target. */
  readonly starved: boolean;
  /** The steps that the suite took late. */
  readonly late: readonly SuiteDelay[];
}

/** One play of a scenario: its history, and what is concluded from it. */
export interface Played {
  readonly history: History;
  readonly judgement: Judgement;
  readonly lateness: Lateness;
  /** A message is missing that had less time to come than every answer is promised. */
  readonly hasty?: boolean;
  /** Why nothing is concluded. */
  readonly undecided?: string;
  /** How often the scenario was played until the suite was in time itself. */
  readonly plays?: number;
}

/** An observer of a play, who also decides when it goes on. */
export interface Watch {
  /** Awaited before each round, and before the suite's closing fences: `round` is the number of rounds then. */
  between?(round: number): Promise<void>;
  /** Called after each record with all records so far, as far as they can be named. */
  seen?(records: readonly HistoryRecord[]): void;
  /** Called where a client comes back after the play is over. */
  cameBack?(how: Return): void;
}

/** A run that did not pass: scenario number `index` of its case, as drawn with `seed`. */
export interface BadRun {
  readonly played: Played;
  readonly index: number;
  readonly seed: number;
}

/** Whether two plays break the same clause, and with the same certainty. */
export const isSameFault = ({ judgement }: Played, other: Played): boolean =>
  judgement.kind === other.judgement.kind && judgement.fault?.clause === other.judgement.fault?.clause;

/** Why a play is inconclusive. */
export const whyInconclusive = ({ undecided }: Pick<Played, 'undecided'>): string =>
  undecided ?? 'the search for an explanation was given up';
