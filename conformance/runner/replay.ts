/** Plays a saved scenario once more. */
import { appliedSteps, type CaseResult, type Failure, type Report, type Scenario } from '../exchange/index.js';
import { type SystemUnderTest, Unreachable } from '../sut/system.js';
import { deathBy } from './death.js';
import { TargetLost } from './health.js';
import { generous } from './limits.js';
import { play } from './play.js';
import { load } from './save.js';
import { sumUp, without } from './sum-up.js';

/** Throws CodecError or SyntaxError where the file holds no scenario. */
export async function replayFile(system: SystemUnderTest, file: string, target = ''): Promise<Report> {
  const started = performance.now();
  const saved = await load(file);
  const named = { id: 'replay', title: file, clauses: [saved.clause] };
  const report = (result: CaseResult, trouble = '') =>
    sumUp({ target, seed: 0, profile: system.profile, cases: [result], trouble, started });
  try {
    const outcome = await playAgain(system, saved.scenario);
    const failures = outcome.failure ? [{ ...outcome.failure, file }] : [];
    const tookMs = Math.round(performance.now() - started);
    return report({ ...without(named, 'not-run', ''), ...outcome.numbers, runs: 1, tookMs, failures });
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    return report(without(named, 'not-run', 'the target was lost in the middle of it'), error.message);
  }
}

interface Again {
  readonly numbers: Pick<CaseResult, 'verdict' | 'checks' | 'steps'>;
  readonly failure: Failure | undefined;
}

async function playAgain(system: SystemUnderTest, scenario: Scenario): Promise<Again> {
  try {
    const { history, judgement } = await play(system, scenario, generous);
    const { fault, kind, checks } = judgement;
    const steps = appliedSteps(history);
    const shrink = { from: steps, to: steps, tookMs: 0, fails: 1, of: 1, sameAs: '' };
    const failure = fault && kind !== 'pass' ? { ...fault, scenario, history, shrink, file: '' } : undefined;
    return {
      numbers: { verdict: kind, checks: [...checks.values()].reduce((sum, count) => sum + count, 0), steps },
      failure,
    };
  } catch (error) {
    const death =
      error instanceof TargetLost && error.how === 'dead' ? await deathBy(system, scenario, error) : undefined;
    if (!death) throw error;
    return { numbers: { verdict: 'fail', checks: 1, steps: death.shrink.to }, failure: death };
  }
}
