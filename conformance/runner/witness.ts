/** Which failure stands for a broken clause: the cases that break it as well are not shrunk. */
import type { ClauseId } from '../../gen/clauses.js';
import type { Case } from '../cases/case.js';

/**
 * The case whose failure stands for a clause: it was shrunk, and showed again. A weak one stays large, or seldom shows.
 * While the witness is `sought`, so many cases were weak; a `weak` witness gives way to a case about the clause.
 */
export type Witness =
  | { readonly state: 'sought'; readonly weak: number }
  | { readonly state: 'weak' | 'found'; readonly caseId: string };

type Witnesses = Map<ClauseId, Witness>;

/** So many cases that fail by the same clause are tried, until one of them is a good witness. */
const MOST_WEAK = 2;

const sought: Witness = { state: 'sought', weak: 0 };

/** The case that stands for a clause already, so that this one is not shrunk; empty where there is none. */
export function witnessOf(clause: ClauseId, { clauses }: Pick<Case, 'clauses'>, witnesses: Witnesses): string {
  const witness = witnesses.get(clause) ?? sought;
  if (witness.state === 'sought' || (witness.state === 'weak' && clauses.includes(clause))) return '';
  return witness.caseId;
}

/** What shrinking a failure came to. */
interface Testimony {
  readonly isWeak: boolean;
  /** It showed again. */
  readonly isShown: boolean;
}

/** Takes note of a failure that was shrunk. One that is weak is not the one to point to: the next may be better. */
export function addWitness(
  clause: ClauseId,
  { id: caseId }: Pick<Case, 'id'>,
  { isWeak, isShown }: Testimony,
  witnesses: Witnesses,
): void {
  const witness = witnesses.get(clause) ?? sought;
  if (witness.state === 'weak') witnesses.set(clause, { state: 'found', caseId: isWeak ? witness.caseId : caseId });
  if (witness.state !== 'sought') return;
  const { weak } = witness;
  if (isWeak && weak < MOST_WEAK) witnesses.set(clause, { state: 'sought', weak: weak + 1 });
  else if (isShown) witnesses.set(clause, { state: isWeak ? 'weak' : 'found', caseId });
}
