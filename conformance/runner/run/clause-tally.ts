/** What a run has shown of each clause: how often it was checked, and how often it was broken. */
import { type ClauseId, clauses } from '../../../gen/clauses.js';
import type { ClauseTally } from '../../exchange/report.js';
import type { Judgement } from '../play/played.js';

/** Counts clauses over the plays of a run. It decides nothing. */
export interface ClauseTallies {
  add(judgement: Pick<Judgement, 'checks' | 'broken' | 'merged'>): void;
  /** In the order of the catalogue; without those of which nothing was shown. */
  rows(): readonly ClauseTally[];
}

interface Counts {
  checks: number;
  broken: number;
  readonly notToldApart: Set<string>;
}

/** A count of no plays yet. */
export function newClauseTallies(): ClauseTallies {
  const counted = new Map<ClauseId, Counts>();
  const countsOf = (clause: ClauseId): Counts => {
    const counts = counted.get(clause) ?? { checks: 0, broken: 0, notToldApart: new Set() };
    counted.set(clause, counts);
    return counts;
  };
  return {
    add({ checks, broken, merged }) {
      for (const clause of broken) countsOf(clause).broken += 1;
      for (const [clause, times] of checks) {
        const untold = merged.filter((one) => concerns(clause, one));
        for (const { reason } of untold) countsOf(clause).notToldApart.add(groupOf(reason));
        if (untold.length === 0 && !broken.includes(clause)) countsOf(clause).checks += times;
      }
    },
    rows: () =>
      (Object.keys(clauses) as ClauseId[]).flatMap((clause) => {
        const { checks = 0, broken = 0, notToldApart = new Set<string>() } = counted.get(clause) ?? {};
        const shown = checks > 0 || broken > 0 || notToldApart.size > 0;
        return shown ? [{ clause, checks, broken, notToldApart: [...notToldApart].sort() }] : [];
      }),
  };
}

/** Whether a clause is about a reason that the system does not tell apart from others. */
export const concerns = (clause: ClauseId, merged: Judgement['merged'][number]): boolean =>
  clause.startsWith('reason.') || merged.clauses.includes(clause);

/** Codes that are not told apart, in words. */
export const groupOf = (reason: Judgement['merged'][number]['reason']): string => [...reason].sort().join(', ');
