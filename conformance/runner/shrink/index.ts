/** From a failing run to a failure that explains itself: shrunk, run again, saved. */
import type { Case } from '../../cases/index.js';
import { appliedSteps, type Failure } from '../../exchange/index.js';
import { reached } from '../play/failure.js';
import type { Played } from '../play/play.js';
import { isProof } from '../play/proof.js';
import { keep } from '../run/keep.js';
import type { Context } from '../run/run-case.js';
import {
  type Bad,
  isOver,
  isSteady,
  makeSmall,
  SMALL_STEPS,
  type Small,
  sameFault,
  showsUnhurried,
} from './shrink-failure.js';

/** So many runs of a case are tried, until one of them shows again what is wrong. */
const WITNESSES = 3;
/** And so many cases that fail by the same clause, until one of them is small. */
const MOST_LARGE = 2;

/** A failure, and whether it stands. What was seen once and never again is no verdict, unless its records are proof by themselves. */
export interface Reported {
  readonly failure: Failure;
  readonly stands: boolean;
}

/** The first bad run is the one that is reported, unless it does not show again, and another with its clause does. */
export async function report(
  one: Case,
  [first, ...others]: readonly [Bad, ...Bad[]],
  context: Context,
): Promise<Reported> {
  const { fault } = first.played.judgement;
  if (!fault) throw new Error(`case ${one.id} failed without a fault`);
  const { shrunk, emit, patience } = context;
  const sameAs = shrunk.get(fault.clause) ?? '';
  if (sameAs !== '') {
    const from = appliedSteps(first.played.history);
    const failure = describe(first.played, { from, to: from, tookMs: 0, fails: 0, of: 0, atOnce: 1, sameAs });
    return { failure: await keep(failure, first.seed, one, context), stands: true };
  }
  emit({ kind: 'shrinking', id: one.id, clause: fault.clause });
  const started = performance.now();
  const same = others.filter(({ played }) => sameFault(played, first.played));
  const { bad, small } = await shownAgain(one, [first, ...same].slice(0, WITNESSES), context);
  const stands = await doesStand(one, bad, small, context);
  const tookMs = Math.round(performance.now() - started);
  if (stands && fault.clause === 'fence.effects-first') patience.distrustFences();
  const from = appliedSteps(bad.played.history);
  const to = appliedSteps(small.played.history);
  // What did not show again, or seldom, or is still large, is not what others are told to look at: the next case may be a better witness.
  const isWeak = (to > SMALL_STEPS || !isSteady(small)) && context.large.get(fault.clause) !== MOST_LARGE;
  if (isWeak) context.large.set(fault.clause, (context.large.get(fault.clause) ?? 0) + 1);
  else if (stands && small.fails > 0) shrunk.set(fault.clause, one.id);
  const { fails, of, atOnce } = small;
  const failure = describe(small.played, { from, to, tookMs, fails, of, atOnce, sameAs });
  return { failure: await keep(failure, bad.seed, one, context), stands };
}

/** Where the judges disagree nobody is accused; and what was interrupted stands as far as it had come. */
async function doesStand(one: Case, bad: Bad, small: Small, context: Context): Promise<boolean> {
  if (bad.played.judgement.kind !== 'fail' || context.options.signal?.aborted) return true;
  if (isProof(small.played) || isProof(bad.played)) return true;
  if (!small.shown) return false;
  return !small.played.hasty || isOver(context) || showsUnhurried(one, small, context);
}

/** The first of them that shows again, made small; where none does, the very first. */
async function shownAgain(one: Case, bads: readonly Bad[], context: Context): Promise<{ bad: Bad; small: Small }> {
  let unseen: { bad: Bad; small: Small } | undefined;
  for (const bad of bads) {
    const small = await makeSmall(one, bad, context);
    if (small.fails > 0 || isOver(context)) return { bad, small };
    unseen ??= { bad, small };
  }
  if (!unseen) throw new Error(`case ${one.id} failed without a run`);
  return unseen;
}

function describe(played: Played, shrinkage: Failure['shrink']): Failure {
  const { history, judgement } = played;
  if (!judgement.fault) throw new Error('a failure without a fault');
  const { clause, at, allowed, seen, oracleOnly } = judgement.fault;
  const what = { clause, at, allowed, seen, oracleOnly, ...reached(played) };
  return { ...what, scenario: history.scenario, history, shrink: shrinkage, file: '' };
}
