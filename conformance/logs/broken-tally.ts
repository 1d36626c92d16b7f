/** Counts the violations of a log clause by clause, and keeps the first of each: there may be millions. */
import type { ClauseId } from '../../gen/clauses.js';
import { type BrokenInLog, KEPT_OF_A_CLAUSE, type LogFinding } from '../exchange/log-report.js';

/** What was found up to now. */
export interface BrokenTally {
  add(finding: LogFinding): void;
  /** In the order in which they were first seen broken. */
  clauses(): readonly BrokenInLog[];
}

/** A tally without violations. */
export function brokenTally(): BrokenTally {
  const counted = new Map<ClauseId, { times: number; readonly first: LogFinding[] }>();
  return {
    add(finding) {
      const one = counted.get(finding.clause) ?? { times: 0, first: [] };
      counted.set(finding.clause, one);
      one.times += 1;
      if (one.first.length < KEPT_OF_A_CLAUSE) one.first.push(finding);
    },
    clauses: () => [...counted].map(([clause, { times, first }]) => ({ clause, times, first: [...first] })),
  };
}
