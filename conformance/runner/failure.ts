/** From a failing run to a failure that explains itself: shrunk, run again, saved. */
import type { Case } from '../cases/index.js';
import { appliedSteps, type Failure } from '../exchange/index.js';
import { type Bad, makeSmall } from './make-small.js';
import type { Played } from './play.js';
import { reached } from './reached.js';
import type { Context } from './run-case.js';
import { save } from './save.js';

export async function report(one: Case, bad: Bad, context: Context): Promise<Failure> {
  const { fault } = bad.played.judgement;
  if (!fault) throw new Error(`case ${one.id} failed without a fault`);
  const { shrunk, options, emit, patience } = context;
  const sameAs = shrunk.get(fault.clause) ?? '';
  const from = appliedSteps(bad.played.history);
  if (sameAs !== '') {
    const failure = describe(bad.played, { from, to: from, tookMs: 0, fails: 0, of: 0, sameAs });
    return { ...failure, file: await save(failure, bad.seed, one.id, options.output) };
  }
  emit({ kind: 'shrinking', id: one.id, clause: fault.clause });
  const started = performance.now();
  const small = await makeSmall(one, bad, context);
  const tookMs = Math.round(performance.now() - started);
  // What did not show again is not what others are told to look at: the next case that fails so may be a better witness.
  if (small.fails > 0) shrunk.set(fault.clause, one.id);
  if (fault.clause === 'fence.effects-first') patience.distrustFences();
  const to = appliedSteps(small.played.history);
  const failure = describe(small.played, { from, to, tookMs, fails: small.fails, of: small.of, sameAs });
  return { ...failure, file: await save(failure, bad.seed, one.id, options.output) };
}

function describe(played: Played, shrinkage: Failure['shrink']): Failure {
  const { history, judgement } = played;
  if (!judgement.fault) throw new Error('a failure without a fault');
  const { clause, at, allowed, seen, oracleOnly } = judgement.fault;
  const what = { clause, at, allowed, seen, oracleOnly, ...reached(played) };
  return { ...what, scenario: history.scenario, history, shrink: shrinkage, file: '' };
}
