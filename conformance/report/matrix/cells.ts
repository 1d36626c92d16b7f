/** What one report shows of one clause. */
import type { ClauseId } from '../../../gen/clauses.js';
import type { Failure, Report } from '../../exchange/report.js';

/** A cell of the table of clauses. */
export type ClauseCell =
  /**
   * It stood so many checks, and was broken by chance alone, in so many plays; `partly`: what the system merges could not
   * be told.
   */
  | {
      readonly kind: 'holds';
      readonly checks: number;
      readonly broken: number;
      readonly partly: string;
      readonly sighting?: number;
    }
  | { readonly kind: 'broken'; readonly sighting: number }
  /** The system's own word: it deviates on purpose. */
  | { readonly kind: 'declared'; readonly why: string }
  /** The system merges what would have to be told apart. */
  | { readonly kind: 'untold'; readonly why: string }
  /** It was never checked, or nothing can be said of what was seen. */
  | { readonly kind: 'unshown'; readonly why: string };

/** A broken clause, with the failure that shows it best. */
export interface ClauseSighting {
  readonly clause: ClauseId;
  readonly failure: Failure;
  readonly cases: readonly string[];
}

/** Every clause that a report says is broken, each once, in the order of its cases. */
export function sightingsOf({ cases }: Report): readonly ClauseSighting[] {
  const all = cases.flatMap(({ id, failures }) => failures.map((failure) => ({ id, failure })));
  const ids = [...new Set(all.map(({ failure }) => failure.clause))];
  return ids.map((clause) => {
    const own = all.filter(({ failure }) => failure.clause === clause);
    return { clause, failure: best(own.map(({ failure }) => failure)), cases: [...new Set(own.map(({ id }) => id))] };
  });
}

/** The one that was shrunk, and shows most often; of these, the shortest. */
function best(failures: readonly Failure[]): Failure {
  const score = ({ shrink: { sameAs, fails, of, to } }: Failure) => [
    sameAs === '' ? 0 : 1,
    of === 0 ? 1 : 1 - fails / of,
    to,
  ];
  const [first] = failures.toSorted((one, other) => {
    const [left, right] = [score(one), score(other)];
    const differs = left.findIndex((value, index) => value !== right[index]);
    return differs < 0 ? 0 : (left[differs] ?? 0) - (right[differs] ?? 0);
  });
  if (!first) throw new Error('a sighting without a failure');
  return first;
}

/**
 * What is seen in a smaller share of its replays hangs on a race. Measured races show in anything between 1 and 80 % of
 * their replays, and one that is met by one seed may be met by no other.
 */
const BY_CHANCE = 9 / 10;
/** A race is left out of the cell where it was met in so few plays, or in fewer than this share of the checks. */
const FEW_PLAYS = 3;
const SELDOM = 1 / 100;
/** What nobody has examined by itself takes nothing from the others, in a smaller share of all that was held, told or not. */
const UNEXAMINED = 1 / 20;

/** Where a smaller share of all checks could tell, those that could are chance as well. */
const TOLD = 1 / 10;

/** `numberOf`: the number of the sighting of a clause, where the report has one. */
export function cellOf(
  clause: ClauseId,
  report: Report,
  numberOf: (clause: ClauseId) => number | undefined,
): ClauseCell {
  const { cases, profile, clauses } = report;
  const {
    checks = 0,
    broken = 0,
    untold: hidden = 0,
    notToldApart = [],
  } = clauses.find((tally) => tally.clause === clause) ?? {};
  const sighting = numberOf(clause);
  const isSeldom = broken <= Math.max(FEW_PLAYS, checks * SELDOM);
  if (sighting !== undefined && !(isSeldom && isByChance(clause, report))) return { kind: 'broken', sighting };
  const declared = profile.deviations.find((deviation) => deviation.clause === clause);
  if (declared) return { kind: 'declared', why: declared.why };
  if (sighting === undefined && broken > (checks + hidden) * UNEXAMINED) return { kind: 'unshown', why: BESIDE };
  const untold = notToldApart.length === 0 ? '' : `not told apart: ${notToldApart.join(' · ')}`;
  if (checks > 0 && checks >= hidden * TOLD)
    return { kind: 'holds', checks, broken, partly: untold, ...(sighting && { sighting }) };
  if (untold !== '') return { kind: 'untold', why: untold };
  if (sighting !== undefined) return { kind: 'unshown', why: `broken by a race alone: sighting ${sighting}` };
  const about = cases.filter((result) => result.clauses.includes(clause) && result.verdict !== 'fail');
  return { kind: 'unshown', why: [...new Set(about.map(({ why }) => why))].filter(Boolean).join('; ') };
}

function isByChance(clause: ClauseId, report: Report): boolean {
  const shrink = sightingsOf(report).find((one) => one.clause === clause)?.failure.shrink;
  return shrink !== undefined && shrink.of > 0 && shrink.fails < shrink.of * BY_CHANCE;
}

/** A case reports one clause of those that a play breaks, and what no replay shows again is dropped. */
const BESIDE = 'seen broken, and not by itself: another clause was reported for it, or no replay showed it again';
