/** When the target is lost: a death that comes again on the same scenario is the implementation's failure; anything else leaves no verdict. */
import type { Case } from '../cases/index.js';
import { appliedSteps, type CaseResult, type Failure, type History, type Scenario } from '../exchange/index.js';
import type { SystemUnderTest } from '../sut/system.js';
import { TargetLost } from './health.js';
import { generous, type Limits, SHRINK_MS, unlimited } from './limits.js';
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
  const trial = { system, limits: options.debug ? unlimited : generous, first: error };
  if (error.how === 'hung') throw error;
  // All at once is fast, and mostly nothing comes of it: a death that does not come again is not waited for long.
  if (!(await dies(trial, suspects)))
    throw new TargetLost('dead', `${error.message} (once: repeating what was under way did not do it again)`);
  const found = await culprit(trial, suspects);
  if (!found)
    throw new TargetLost('dead', `${error.message} (twice, but no scenario does it when it is played by itself)`);
  const small = await makeSmall(one, found, context, trial);
  await revive(trial);
  const failure = { ...small, file: await save(small, seed, one.id, options.output) };
  const numbers = { seed, runs: suspects.length, checks: 1, steps: failure.shrink.to };
  const why = 'the target dies, and dies again when the scenario is repeated';
  return { ...without(one, 'not-run', why), verdict: 'fail', ...numbers, failures: [failure] };
}

/** What may make the target die once more. */
interface Trial {
  readonly system: SystemUnderTest;
  readonly limits: Limits;
  /** How it died before. */
  readonly first: TargetLost;
}

/** The failure that a scenario is if it makes the target die once more. */
export async function deathBy(trial: Trial, scenario: Scenario): Promise<Failure | undefined> {
  const death = await dies(trial, [scenario]);
  return death && describe(scenario, death, trial.system);
}

async function culprit(trial: Trial, suspects: readonly Scenario[]): Promise<Failure | undefined> {
  for (const scenario of suspects) {
    const failure = await deathBy(trial, scenario);
    if (failure) return failure;
  }
  return undefined;
}

/** Only the first death of a run is made small: the others are most likely the same. */
async function makeSmall(one: Case, found: Failure, { shrunk, emit }: Context, trial: Trial): Promise<Failure> {
  const sameAs = shrunk.get(CLAUSE) ?? '';
  if (sameAs !== '') return { ...found, shrink: { ...found.shrink, fails: 0, of: 0, sameAs } };
  shrunk.set(CLAUSE, one.id);
  emit({ kind: 'shrinking', id: one.id, clause: CLAUSE });
  const started = performance.now();
  let smallest = found;
  await shrinkByHand(
    found.scenario,
    async (scenario) => {
      const failure = await deathBy(trial, scenario);
      smallest = failure ?? smallest;
      return failure !== undefined;
    },
    SHRINK_MS,
  );
  const tookMs = Math.round(performance.now() - started);
  return { ...smallest, shrink: { ...smallest.shrink, from: found.shrink.from, tookMs } };
}

/** How a target dies that has just been started, if scenarios make it do so. */
async function dies(trial: Trial, scenarios: readonly Scenario[]): Promise<TargetLost | undefined> {
  const { system, limits } = trial;
  await revive(trial);
  const ends = await Promise.allSettled(scenarios.map((scenario) => play(system, scenario, limits)));
  const errors = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []));
  const death = errors.find((error) => error instanceof TargetLost && error.how === 'dead');
  if (!death && errors.length > 0) throw errors[0];
  return death;
}

const revive = ({ system, first }: Trial): Promise<void> =>
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
    shrink: { from: steps, to: steps, tookMs: 0, fails: 2, of: 2, atOnce: 1, sameAs: '' },
    file: '',
  };
}
