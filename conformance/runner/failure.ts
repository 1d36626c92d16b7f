/** From a failing run to a failure that explains itself: shrunk, run again, saved. */
import type { Case } from '../cases/index.js';
import { appliedSteps, type Failure, type Scenario } from '../exchange/index.js';
import { survive } from './health.js';
import { REPEATS, SHRINK_MS } from './limits.js';
import { type Played, play } from './play.js';
import type { Context } from './run-case.js';
import { save } from './save.js';
import { shrink } from './shrink.js';

export interface Bad {
  readonly played: Played;
  readonly index: number;
  readonly seed: number;
}

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
  shrunk.set(fault.clause, one.id);
  emit({ kind: 'shrinking', id: one.id, clause: fault.clause });
  const started = performance.now();
  const small = await makeSmall(one, bad, context);
  const tookMs = Math.round(performance.now() - started);
  if (fault.clause === 'fence.effects-first') patience.distrustFences();
  const to = appliedSteps(small.played.history);
  const failure = describe(small.played, { from, to, tookMs, fails: small.fails, of: small.of, sameAs });
  return { ...failure, file: await save(failure, bad.seed, one.id, options.output) };
}

/** Shrinks, then repeats what is left. Where nothing fails again by itself, the run that was seen stands as it is. */
async function makeSmall(one: Case, { played, index, seed }: Bad, context: Context) {
  const { system, patience } = context;
  const clause = played.judgement.fault?.clause;
  let smallest = played;
  const again = async (scenario: Scenario): Promise<Played | undefined> => {
    // A target that is lost while a failure is made small is another matter: this one stands as far as it has come.
    if (context.lost) return undefined;
    const replayed = await play(system, scenario, patience.limits).catch((error: unknown) => survive(error, context));
    if (!replayed) return undefined;
    const same = replayed.judgement.kind === played.judgement.kind && replayed.judgement.fault?.clause === clause;
    return same ? replayed : undefined;
  };
  const fails = async (scenario: Scenario): Promise<boolean> => (await again(scenario)) !== undefined;
  const scenario = await shrink({ scenarios: one.scenarios, seed, index }, played.history.scenario, fails, SHRINK_MS);
  let count = 0;
  for (let repeat = 0; repeat < REPEATS; repeat += 1) {
    const replayed = await again(scenario);
    if (!replayed) continue;
    count += 1;
    smallest = replayed;
  }
  return { played: smallest, fails: count, of: context.lost ? 0 : REPEATS };
}

function describe({ history, judgement }: Played, shrinkage: Failure['shrink']): Failure {
  const { fault } = judgement;
  if (!fault) throw new Error('a failure without a fault');
  const { clause, at, allowed, seen, oracleOnly } = fault;
  return { clause, at, allowed, seen, oracleOnly, scenario: history.scenario, history, shrink: shrinkage, file: '' };
}
