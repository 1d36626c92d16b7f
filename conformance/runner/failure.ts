/** From a failing run to a failure that explains itself: shrunk, run again, saved. */
import type { Case } from '../cases/index.js';
import { appliedSteps, type Failure, type Scenario } from '../exchange/index.js';
import { copiesFor, fails, type Replay } from './again.js';
import { survive } from './health.js';
import { playInTime } from './in-time.js';
import { limitsFor, REPEATS, SHRINK_MS, SHRINK_RARE_MS } from './limits.js';
import type { Played } from './play.js';
import { reached } from './reached.js';
import type { Context } from './run-case.js';
import { save } from './save.js';
import { shrink, shrinkByHand } from './shrink.js';

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
  const first = played.history.scenario;
  const replay: Replay<Played> = async (scenario) => {
    // A target that is lost while a failure is made small is another matter: this one stands as far as it has come.
    if (context.lost) return undefined;
    const limits = limitsFor(one, context.patience);
    const replayed = await playInTime(context.system, scenario, limits).catch((error: unknown) =>
      survive(error, context),
    );
    return replayed && sameFault(replayed, played) ? replayed : undefined;
  };
  const single = one.alone || context.options.concurrency === 1;
  const copies = single ? 1 : await copiesFor(first, replay);
  const stillFails = async (scenario: Scenario) => (await fails(scenario, copies, replay)).length > 0;
  const scenario =
    copies === 1
      ? await shrink({ scenarios: one.scenarios, seed, index }, first, stillFails, SHRINK_MS)
      : await shrinkByHand(first, stillFails, SHRINK_RARE_MS);
  const times = Math.max(REPEATS, copies);
  const failed = single ? await inTurn(scenario, times, replay) : await fails(scenario, times, replay);
  return { played: failed[0] ?? played, fails: failed.length, of: context.lost ? 0 : times };
}

const sameFault = ({ judgement }: Played, played: Played): boolean =>
  judgement.kind === played.judgement.kind && judgement.fault?.clause === played.judgement.fault?.clause;

async function inTurn(scenario: Scenario, times: number, replay: Replay<Played>): Promise<Played[]> {
  const failed: Played[] = [];
  for (let time = 0; time < times; time += 1) failed.push(...(await fails(scenario, 1, replay)));
  return failed;
}

function describe(played: Played, shrinkage: Failure['shrink']): Failure {
  const { history, judgement } = played;
  if (!judgement.fault) throw new Error('a failure without a fault');
  const { clause, at, allowed, seen, oracleOnly } = judgement.fault;
  const what = { clause, at, allowed, seen, oracleOnly, ...reached(played) };
  return { ...what, scenario: history.scenario, history, shrink: shrinkage, file: '' };
}
