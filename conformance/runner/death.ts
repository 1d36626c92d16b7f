/** When the target is lost: a death that comes again on the same scenario is the implementation's failure; anything else leaves no verdict. */
import type { Case } from '../cases/index.js';
import { appliedSteps, type CaseResult, type Failure, type History, type Scenario } from '../exchange/index.js';
import type { SystemUnderTest } from '../sut/system.js';
import { TargetLost } from './health.js';
import { generous, SHRINK_MS } from './limits.js';
import { play } from './play.js';
import type { Context } from './run-case.js';
import { save } from './save.js';
import { shrinkByHand } from './shrink.js';
import { without } from './sum-up.js';

/** A death is a request that nobody answers any more, whatever else it is. */
const CLAUSE = 'request.answered';

export interface Loss {
  readonly error: TargetLost;
  /** The scenarios that were under way: one of them may be the cause. */
  readonly suspects: readonly Scenario[];
  readonly seed: number;
}

/** Throws the loss where there is no telling what caused it. */
export async function afterLoss(one: Case, loss: Loss, context: Context): Promise<CaseResult> {
  const { error, suspects, seed } = loss;
  const { system, options } = context;
  if (error.how === 'hung') throw error;
  // All at once is fast, and mostly nothing comes of it: a death that does not come again is not waited for long.
  if (!(await dies(system, suspects, error)))
    throw new TargetLost('dead', `${error.message} (once: repeating what was under way did not do it again)`);
  const found = await culprit(system, suspects, error);
  if (!found)
    throw new TargetLost('dead', `${error.message} (twice, but no scenario does it when it is played by itself)`);
  const small = await makeSmall(one, found, context, error);
  await revive(system, error);
  const failure = { ...small, file: await save(small, seed, one.id, options.output) };
  const numbers = { seed, runs: suspects.length, checks: 1, steps: failure.shrink.to };
  const why = 'the target dies, and dies again when the scenario is repeated';
  return { ...without(one, 'not-run', why), verdict: 'fail', ...numbers, failures: [failure] };
}

/** The failure that a scenario is if it makes the target die once more; `first` is how it died before. */
export async function deathBy(
  system: SystemUnderTest,
  scenario: Scenario,
  first: TargetLost,
): Promise<Failure | undefined> {
  const death = await dies(system, [scenario], first);
  return death && describe(scenario, death, system);
}

async function culprit(
  system: SystemUnderTest,
  suspects: readonly Scenario[],
  first: TargetLost,
): Promise<Failure | undefined> {
  for (const scenario of suspects) {
    const failure = await deathBy(system, scenario, first);
    if (failure) return failure;
  }
  return undefined;
}

/** Only the first death of a run is made small: the others are most likely the same. */
async function makeSmall(
  one: Case,
  found: Failure,
  { system, shrunk, emit }: Context,
  first: TargetLost,
): Promise<Failure> {
  const sameAs = shrunk.get(CLAUSE) ?? '';
  if (sameAs !== '') return { ...found, shrink: { ...found.shrink, fails: 0, of: 0, sameAs } };
  shrunk.set(CLAUSE, one.id);
  emit({ kind: 'shrinking', id: one.id, clause: CLAUSE });
  const started = performance.now();
  let smallest = found;
  await shrinkByHand(
    found.scenario,
    async (scenario) => {
      const failure = await deathBy(system, scenario, first);
      smallest = failure ?? smallest;
      return failure !== undefined;
    },
    SHRINK_MS,
  );
  const tookMs = Math.round(performance.now() - started);
  return { ...smallest, shrink: { ...smallest.shrink, from: found.shrink.from, tookMs } };
}

/** How a target dies that has just been started, if scenarios make it do so. */
async function dies(
  system: SystemUnderTest,
  scenarios: readonly Scenario[],
  first: TargetLost,
): Promise<TargetLost | undefined> {
  await revive(system, first);
  const ends = await Promise.allSettled(scenarios.map((scenario) => play(system, scenario, generous)));
  const errors = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []));
  const death = errors.find((error) => error instanceof TargetLost && error.how === 'dead');
  if (!death && errors.length > 0) throw errors[0];
  return death;
}

const revive = (system: SystemUnderTest, first: TargetLost): Promise<void> =>
  system.revive().catch(() => {
    throw first;
  });

function describe(scenario: Scenario, death: TargetLost, { profile }: SystemUnderTest): Failure {
  const history: History = death.history ?? { scenario, profile, records: [], settled: 'unreachable' };
  const steps = appliedSteps(history);
  return {
    clause: CLAUSE,
    at: history.records.length,
    allowed: 'an answer, by a server that lives on',
    seen: death.message,
    oracleOnly: false,
    scenario,
    history,
    shrink: { from: steps, to: steps, tookMs: 0, fails: 2, of: 2, sameAs: '' },
    file: '',
  };
}
