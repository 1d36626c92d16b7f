/** What is to be said of a case beside its verdict: of a system that shows less than the wire does, or that breaks a rule on purpose. */
import type { ClauseId } from '../../../gen/clauses.js';
import type { Case } from '../../cases/index.js';
import type { Profile } from '../../exchange/index.js';
import { whyLeftOut } from '../../invariants/index.js';
import type { Merged } from '../../oracle/index.js';

/** Codes that the system does not tell apart where one of the clauses is about them; empty where there are none. */
export function notToldApart(clauses: readonly ClauseId[], merged: readonly Merged[]): string {
  const aboutReasons = clauses.some((clause) => clause.startsWith('reason.'));
  const relevant = merged.filter((one) => aboutReasons || one.clauses.some((clause) => clauses.includes(clause)));
  const codes = [...new Set(relevant.map(({ reason }) => reason.join(', ')))];
  return codes.length === 0 ? '' : `not told apart: ${codes.join(' · ')}`;
}

/** Clauses of the case that the system is not held to, and why; empty where there are none. */
export function leftOut({ clauses }: Case, profile: Profile): string {
  const reasons = new Map<string, ClauseId[]>();
  for (const clause of clauses) {
    const why = whyLeftOut(clause, profile);
    if (why !== '') reasons.set(why, [...(reasons.get(why) ?? []), clause]);
  }
  return [...reasons].map(([why, without]) => `without ${without.join(', ')} (${why})`).join('; ');
}
