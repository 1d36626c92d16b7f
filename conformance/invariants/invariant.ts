/** What an invariant is, as data: the one definition for the clauses of servers and of clients. */
import type { ClauseId } from '../../gen/clauses.js';
import { Sheet, type Violation } from './sheet.js';

/**
 * What an invariant can be held against.
 *
 * - `history`: a whole history, for it has to know everybody who was there.
 * - `streams`: a whole history, and the streams of some clients where others may be missing: it looks at one stream
 * at a time,
 *   or at what several of them show of the same. With `{ streams }`, these of its clauses alone can be decided so.
 * - `streams alone`: only such streams; where everything is known, another invariant sees more.
 */
export type Scope = 'history' | 'streams' | 'streams alone' | { readonly streams: readonly ClauseId[] };

/** One idea of the prose, held against a history that has been read into a `Timeline`. */
export interface Invariant<Timeline> {
  /** Every clause that `check` can accuse by, and no other. */
  readonly clauses: readonly ClauseId[];
  readonly scope: Scope;
  /** Only a clock can judge it: the oracle, which has none, cannot. */
  readonly clock: boolean;
  /** Writes into the sheet what was held, and what is broken. */
  readonly check: (timeline: Timeline, sheet: Sheet) => void;
}

/** An invariant, with the type of its timeline. */
export const invariant = <Timeline>(definition: Invariant<Timeline>): Invariant<Timeline> => definition;

/** The clauses that the streams of some clients can decide, where others may be missing. */
export function ofStreams<Timeline>({ clauses, scope }: Invariant<Timeline>): readonly ClauseId[] {
  if (scope === 'history') return [];
  return typeof scope === 'string' ? clauses : scope.streams;
}

/** All clauses of some invariants, each once. */
export const clausesOf = <Timeline>(
  invariants: readonly Invariant<Timeline>[],
  of: (one: Invariant<Timeline>) => readonly ClauseId[] = ({ clauses }) => clauses,
): ReadonlySet<ClauseId> => new Set(invariants.flatMap(of));

/** What was found in a history. */
export interface Findings {
  /** The most telling first. */
  readonly violations: readonly Violation[];
  /** How many times each clause was really held against something in this history; 0 where nothing applied. */
  readonly checks: ReadonlyMap<ClauseId, number>;
}

/**
 * Holds invariants against timelines: one of a meeting, or those of the room objects that a client has had. `ranking`
 * says which clause names a failure; what is `leftOut` is neither held nor broken.
 */
export function hold<Timeline>(
  invariants: readonly Invariant<Timeline>[],
  timelines: readonly Timeline[],
  { ranking, leftOut }: { readonly ranking: readonly ClauseId[]; readonly leftOut: ReadonlySet<string> },
): Findings {
  const sheet = new Sheet(ranking, leftOut);
  for (const timeline of timelines) for (const { check } of invariants) check(timeline, sheet);
  return { violations: sheet.violations, checks: sheet.checks };
}
