/** When the target is lost: a death that comes again on the same scenario is the implementation's failure; anything else leaves no verdict. */
import type { Case } from '../cases/index.js';
import { type CaseResult, countSteps, type Failure, type Scenario } from '../exchange/index.js';
import { type SystemUnderTest, Unreachable } from '../sut/system.js';
import { TargetLost } from './health.js';
import { generous } from './limits.js';
import { play } from './play.js';
import type { Context } from './run-case.js';
import { save } from './save.js';

export interface Loss {
  readonly error: TargetLost;
  /** The scenarios that were under way: one of them may be the cause. */
  readonly suspects: readonly Scenario[];
  readonly seed: number;
}

/** Throws the loss where there is no telling what caused it. */
export async function afterLoss(
  one: Case,
  { error, suspects, seed }: Loss,
  { system, options }: Context,
): Promise<CaseResult> {
  if (error.how === 'hung') throw error;
  for (const scenario of suspects) {
    const again = await dies(system, scenario, error);
    if (!again) continue;
    await system.revive();
    const failure = describe(scenario, again, system);
    const file = await save(failure, seed, one.id, options.output);
    return { ...failed(one, seed), runs: suspects.length, steps: failure.shrink.to, failures: [{ ...failure, file }] };
  }
  throw new Unreachable(`${error.message} (once: repeating what was under way did not do it again)`);
}

/** The death that a scenario brings about when it is alone with a target that has just been started. */
async function dies(system: SystemUnderTest, scenario: Scenario, first: TargetLost): Promise<TargetLost | undefined> {
  await system.revive().catch(() => {
    throw first;
  });
  try {
    await play(system, scenario, generous);
    return undefined;
  } catch (error) {
    if (error instanceof TargetLost && error.how === 'dead') return error;
    throw error;
  }
}

function describe(scenario: Scenario, death: TargetLost, { profile }: SystemUnderTest): Failure {
  const steps = countSteps(scenario);
  return {
    clause: 'request.answered',
    at: 0,
    allowed: 'a server that lives on',
    seen: death.message,
    oracleOnly: false,
    scenario,
    history: { scenario, profile, records: [], settled: 'unreachable' },
    shrink: { from: steps, to: steps, tookMs: 0, fails: 2, of: 2, sameAs: '' },
    file: '',
  };
}

const failed = ({ id, title, clauses }: Case, seed: number): Omit<CaseResult, 'runs' | 'steps' | 'failures'> => ({
  id,
  title,
  clauses,
  verdict: 'fail',
  why: 'the target dies, and dies again when the scenario is repeated',
  seed,
  checks: 1,
  tookMs: 0,
});
