/** The scenarios of a case, played: their results summed up. */
import type { ClauseId } from '../../../gen/clauses.js';
import { appliedSteps } from '../../exchange/history.js';
import type { Scenario } from '../../exchange/scenario.js';
import { placeOf } from '../../invariants/ranking.js';
import type { TargetLost } from '../play/health.js';
import { type BadRun, isSameFault, type Judgement, type Played } from '../play/played.js';

/** What the runs of a case came to. */
export class CaseTally {
  runs = 0;
  steps = 0;
  readonly checks = new Map<ClauseId, number>();
  /** Reasons that may have been right, with the clauses of the messages that bore them. */
  readonly merged: Judgement['merged'][number][] = [];
  /** How many scenarios broke a clause as it was declared. */
  deviated = 0;
  /** How many scenarios were retried because the suite itself was late. */
  retried = 0;
  readonly #bad: BadRun[] = [];
  /** How many bad runs in a row have named a clause that was named before. */
  #alike = 0;

  /** `seed`: of the scenarios. */
  constructor(readonly seed: number) {}

  /** Adds a play of scenario number `index`. */
  add(index: number, played: Played): void {
    this.runs += 1;
    if ((played.plays ?? 1) > 1) this.retried += 1;
    this.steps += appliedSteps(played.history);
    for (const [clause, count] of played.judgement.checks)
      this.checks.set(clause, (this.checks.get(clause) ?? 0) + count);
    this.merged.push(...played.judgement.merged);
    if ((played.judgement.deviated ?? []).length > 0) this.deviated += 1;
    if (played.judgement.kind === 'pass') return;
    this.#alike = this.#bad.some((bad) => isSameFault(bad.played, played)) ? this.#alike + 1 : 0;
    this.#bad.push({ index, played, seed: this.seed });
  }

  /**
   * Whether the next scenario may show something new: one fault must not hide another. A broken server answers late or
   * not at all, so that each bad play costs time: it is enough after so many of them, or where the last ones named
   * nothing that the case had not shown before. With `first`, what no other case stands for is enough.
   */
  goesOn({ isKnown, first }: { readonly isKnown: IsKnown; readonly first: boolean }): boolean {
    if (this.#bad.length >= MOST_BAD || this.#alike >= MOST_ALIKE) return false;
    return this.#bad.every((bad) => isFailure(bad) && (!first || isKnownFailure(bad, isKnown)));
  }

  /**
   * The bad runs, the worst first; then what is new, the more telling clause, and the lowest number: a seed gives the
   * same failures in the same order, whichever run ended first.
   */
  worst(isKnown: IsKnown): readonly BadRun[] {
    const known = (bad: BadRun): number => (isKnownFailure(bad, isKnown) ? 1 : 0);
    return [...this.#bad].sort(
      (a, b) => rank(a) - rank(b) || known(a) - known(b) || telling(a) - telling(b) || a.index - b.index,
    );
  }
}

/** Whether another case stands for a broken clause already. */
export type IsKnown = (clause: ClauseId) => boolean;

/** So many bad runs of one case are enough; and so many in a row that show nothing new. */
const MOST_BAD = 20;
const MOST_ALIKE = 10;

/** What cannot be concluded costs the most time, and says the least. */
const isFailure = ({ played: { judgement } }: BadRun): boolean => judgement.kind === 'fail';

const isKnownFailure = ({ played: { judgement } }: BadRun, isKnown: IsKnown): boolean =>
  judgement.kind === 'fail' && judgement.fault !== undefined && isKnown(judgement.fault.clause);

/** The place of its clause in the ranking; what is missing may have come of something else, and tells less. */
function telling({ played: { history, judgement } }: BadRun): number {
  const place = judgement.fault ? placeOf(judgement.fault.clause, history.profile.side) : 0;
  return judgement.missing ? place + MOST_CLAUSES : place;
}

/** More than there are clauses. */
const MOST_CLAUSES = 1_000;

const rank = ({ played }: BadRun): number => ['fail', 'harness-fault', 'inconclusive'].indexOf(played.judgement.kind);

/**
 * How the scenarios of a case ended: all were played as far as needed; or the run was stopped, and `of` were to be
 * played; or the target was lost while `suspects` were played.
 */
export type CaseEnd =
  | { readonly kind: 'played' }
  | { readonly kind: 'cut'; readonly of: number }
  | { readonly kind: 'lost'; readonly error: TargetLost; readonly suspects: readonly Scenario[] };

/** The scenarios of a case, played and not concluded yet. */
export interface Gathered {
  readonly tally: CaseTally;
  readonly end: CaseEnd;
  /** Fences proved nothing any more when the case began. */
  readonly quiet: boolean;
  readonly tookMs: number;
}
