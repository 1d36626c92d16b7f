/** The scenarios of a case, played: their results summed up. */
import type { ClauseId } from '../../../gen/clauses.js';
import { appliedSteps } from '../../exchange/history.js';
import type { Scenario } from '../../exchange/scenario.js';
import type { TargetLost } from '../play/health.js';
import type { BadRun, Judgement, Played } from '../play/played.js';

/** What the runs of a case came to. */
export class CaseTally {
  runs = 0;
  steps = 0;
  readonly checks = new Map<ClauseId, number>();
  /** Reasons that may have been right, with the clauses of the messages that bore them. */
  readonly merged: Judgement['merged'][number][] = [];
  /** How many scenarios were retried because the suite itself was late. */
  retried = 0;
  readonly #bad: BadRun[] = [];

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
    if (played.judgement.kind !== 'pass') this.#bad.push({ index, played, seed: this.seed });
  }

  /** Nothing new was bad so far: what another case has shown already must not hide what nobody has seen yet. */
  goesOn(isKnown: IsKnown): boolean {
    return this.#bad.length < MOST_KNOWN && this.#bad.every((bad) => isKnownFailure(bad, isKnown));
  }

  /**
   * The bad runs, the worst first, then what is new, then the lowest number: a seed gives one failure, whichever run
   * ended first.
   */
  worst(isKnown: IsKnown): readonly BadRun[] {
    const known = (bad: BadRun): number => (isKnownFailure(bad, isKnown) ? 1 : 0);
    return [...this.#bad].sort((a, b) => rank(a) - rank(b) || known(a) - known(b) || a.index - b.index);
  }
}

/** Whether another case stands for a broken clause already. */
export type IsKnown = (clause: ClauseId) => boolean;

/** So many failures that are known already are played in one case, until it is enough. */
const MOST_KNOWN = 10;

const isKnownFailure = ({ played: { judgement } }: BadRun, isKnown: IsKnown): boolean =>
  judgement.kind === 'fail' && judgement.fault !== undefined && isKnown(judgement.fault.clause);

const rank = ({ played }: BadRun): number => ['fail', 'harness-fault', 'inconclusive'].indexOf(played.judgement.kind);

/**
 * How the scenarios of a case ended: all were played as far as needed, or the target was lost while `suspects` were
 * played.
 */
export type CaseEnd =
  | { readonly kind: 'played' }
  | { readonly kind: 'lost'; readonly error: TargetLost; readonly suspects: readonly Scenario[] };

/** The scenarios of a case, played and not concluded yet. */
export interface Gathered {
  readonly tally: CaseTally;
  readonly end: CaseEnd;
  /** Fences proved nothing any more when the case began. */
  readonly quiet: boolean;
  readonly tookMs: number;
}
