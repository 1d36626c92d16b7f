/** What a run has shown of each clause: how often it was checked, and how often it was broken. */
import { type ClauseId, clauses } from '../../../gen/clauses.js';
import type { History } from '../../exchange/history.js';
import type { ClauseTally } from '../../exchange/report.js';
import type { Candidates } from '../../exchange/words.js';
import type { Judgement } from '../play/played.js';

/** What a play has shown, and the reasons that people were given in it. */
export interface TalliedPlay {
  readonly judgement: Pick<Judgement, 'checks' | 'broken' | 'deviated' | 'fault' | 'kind' | 'merged'>;
  readonly reasons: readonly Candidates[];
}

/** Counts clauses over the plays of a run. It decides nothing. */
export interface ClauseTallies {
  add(play: TalliedPlay): void;
  /** In the order of the catalogue; without those of which nothing was shown. */
  rows(): readonly ClauseTally[];
  /** Plays in which a clause was broken as it was declared. */
  deviated(clause: string): number;
}

type Counts = { -readonly [Key in 'checks' | 'broken' | 'named' | 'untold']: number } & {
  readonly groups: Set<string>;
};

/** A count of no plays yet. */
export function newClauseTallies(): ClauseTallies {
  const counted = new Map<ClauseId, Counts>();
  const deviations = new Map<string, number>();
  const countsOf = (clause: ClauseId): Counts => {
    const counts = counted.get(clause) ?? { checks: 0, broken: 0, named: 0, untold: 0, groups: new Set<string>() };
    counted.set(clause, counts);
    return counts;
  };
  return {
    add(play) {
      const { checks, broken, deviated = [], fault, kind } = play.judgement;
      for (const clause of deviated) deviations.set(clause, (deviations.get(clause) ?? 0) + 1);
      if (fault && kind === 'fail') countsOf(fault.clause).named += 1;
      for (const clause of broken) countsOf(clause).broken += 1;
      for (const [clause, times] of checks) {
        if (broken.includes(clause)) continue;
        const counts = countsOf(clause);
        const untold = untoldIn(play, clause);
        for (const reason of untold) counts.groups.add(groupOf(reason));
        counts[untold.length > 0 ? 'untold' : 'checks'] += times;
      }
    },
    rows: () => (Object.keys(clauses) as ClauseId[]).flatMap((clause) => rowOf(clause, counted.get(clause))),
    deviated: (clause) => deviations.get(clause) ?? 0,
  };
}

function rowOf(clause: ClauseId, counts: Counts | undefined): readonly ClauseTally[] {
  if (!counts) return [];
  const { groups, ...rest } = counts;
  return [{ clause, ...rest, notToldApart: [...groups].sort() }];
}

/** The reasons for which nothing can be said of a clause. */
function untoldIn({ judgement: { broken, merged }, reasons }: TalliedPlay, clause: ClauseId): readonly Candidates[] {
  if (broken.length === 0) return merged.filter((one) => concerns(clause, one)).map(({ reason }) => reason);
  // Of a play that breaks a clause nobody knows whose reasons those are: what may be about them is not counted.
  return NAMES_CODES.test(clause) ? reasons.filter((reason) => reason.length > 1) : [];
}

/** Clauses about who departs for which reason. */
const NAMES_CODES = /^(?:reason|end|remove|operator)\./;

/** Whether a clause is about a reason that the system does not tell apart from others. */
export const concerns = (clause: ClauseId, merged: Judgement['merged'][number]): boolean =>
  clause.startsWith('reason.') || merged.clauses.includes(clause);

/** Codes that are not told apart, in words. */
export const groupOf = (reason: Candidates): string => [...reason].sort().join(', ');

/** The reasons that people were given in a play. */
export const reasonsIn = ({ records }: History): readonly Candidates[] =>
  records.flatMap((record) =>
    record.kind === 'seen' && 'reason' in record.observation ? [record.observation.reason] : [],
  );
