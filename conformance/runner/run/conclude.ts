/** The verdict of a case without a failure, and what is said beside it. */
import type { ClauseId } from '../../../gen/clauses.js';
import type { Case } from '../../cases/case.js';
import type { Profile } from '../../exchange/profile.js';
import type { Verdict } from '../../exchange/words.js';
import { whyLeftOut } from '../../invariants/left-out.js';
import { type Judgement, type Played, whyInconclusive } from '../play/played.js';
import { concerns, groupOf } from './clause-tally.js';
import type { CaseTally } from './tally.js';

/** What a case was played under. */
interface Circumstances {
  /** Fences proved nothing. */
  readonly quiet: boolean;
  /** The system speaks our own wire. */
  readonly wire: boolean;
  /** It was seen to break a clause as it was declared. */
  readonly deviates?: boolean;
}

/** The verdict, and why. `worst` is the worst run where one did not pass. */
export function conclude(
  clauses: readonly ClauseId[],
  tally: Pick<CaseTally, 'checks' | 'merged'>,
  worst: Played | undefined,
  { quiet, wire, deviates = false }: Circumstances,
): { readonly verdict: Verdict; readonly why: string } {
  if (worst?.judgement.kind === 'fail') return { verdict: 'fail', why: '' };
  if (worst?.judgement.kind === 'harness-fault') {
    const what = worst.judgement.fault;
    return { verdict: 'harness-fault', why: `the judges disagree about ${what?.clause}: please report this` };
  }
  if (worst) return { verdict: 'inconclusive', why: whyInconclusive(worst) };
  const idle = clauses.filter((clause) => (tally.checks.get(clause) ?? 0) === 0);
  // In quiet mode the oracle is silent, which sees more than the invariants do.
  if (quiet && idle.length < clauses.length)
    return { verdict: 'pass', why: idle.length === 0 ? '' : `without ${idle.join(', ')} in quiet mode` };
  // What the steps of a scenario are to another system it cannot always be made to do: what it can do is judged. And
  // behind a deviation may be nothing that the other clauses could be about.
  if (wire && deviates && idle.length > 0 && idle.length === clauses.length)
    return { verdict: 'skip', why: `without ${idle.join(', ')}, which nothing showed behind the deviation` };
  const unseen =
    (!wire || deviates) && idle.length > 0 && idle.length < clauses.length
      ? `without ${idle.join(', ')}, which nothing showed`
      : '';
  if (idle.length > 0 && unseen === '')
    return { verdict: 'inconclusive', why: `nothing happened that ${idle.join(', ')} could judge` };
  const alike = notToldApart(clauses, tally.merged);
  const why = [alike, unseen].filter((text) => text !== '').join('; ');
  return { verdict: alike === '' ? 'pass' : 'indistinguishable', why };
}

/**
 * The codes that the system does not tell apart, where one of the clauses is about them; empty where there are none.
 */
function notToldApart(clauses: readonly ClauseId[], merged: Judgement['merged']): string {
  const relevant = merged.filter((one) => clauses.some((clause) => concerns(clause, one)));
  const codes = [...new Set(relevant.map(({ reason }) => groupOf(reason)))].sort();
  return codes.length === 0 ? '' : `not told apart: ${codes.join(' · ')}`;
}

/** The clauses of the case that the system is exempt from, and why; empty where there are none. */
export function leftOut({ clauses }: Case, profile: Profile): string {
  const reasons = new Map<string, ClauseId[]>();
  for (const clause of clauses) {
    const why = whyLeftOut(clause, profile);
    if (why !== '') reasons.set(why, [...(reasons.get(why) ?? []), clause]);
  }
  return [...reasons].map(([why, without]) => `without ${without.join(', ')} (${why})`).join('; ');
}
