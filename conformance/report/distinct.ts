/** Which failures of a run are worth a picture: one fault shows in many cases. */
import type { Failure, Report } from '../exchange/report.js';

/** The case that failed and its target, which is empty for our own reference server. */
export interface Where {
  readonly id: string;
  readonly seed: number;
  readonly target: string;
  /** Other cases that failed by the same clause. */
  readonly alsoIn: readonly string[];
}

/** A failure, and all the cases in which it shows. */
export interface DistinctFailure {
  readonly failure: Failure;
  readonly where: Where;
}

/** Each new failure in the case in which it was shrunk; the other cases that failed by the same clause are named there. */
export function distinctFailures({ cases, target }: Pick<Report, 'cases' | 'target'>): DistinctFailure[] {
  const found: { readonly failure: Failure; readonly where: Where & { readonly alsoIn: string[] } }[] = [];
  for (const { id, seed, failures } of cases)
    for (const failure of failures) {
      // The summary has a sentence for what was known before.
      if (failure.known !== undefined) continue;
      const { sameAs } = failure.shrink;
      const same = found.find((one) => one.where.id === sameAs && one.failure.clause === failure.clause);
      if (same) same.where.alsoIn.push(id);
      else found.push({ failure, where: { id, seed, target, alsoIn: [] } });
    }
  return found;
}
