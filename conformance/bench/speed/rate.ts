/** How many steps a second are driven and judged, oracle and invariants included. */
import { appliedSteps } from '../../exchange/history.js';
import type { Scenario } from '../../exchange/scenario.js';
import { play } from '../../runner/play/play.js';
import type { SystemUnderTest } from '../../sut/system.js';

const limits = { answerMs: 2_000, lateMs: 500, waits: true, quiet: false };

/** A measurement. */
export interface StepRate {
  readonly stepsPerSecond: number;
  /** The share of joins among the steps. */
  readonly joins: number;
}

/** Plays scenarios in so many worlds at once for `ms`. Throws if one of them is not judged right. */
export async function measure(
  system: SystemUnderTest,
  scenarios: readonly Scenario[],
  worlds: number,
  ms: number,
): Promise<StepRate> {
  const started = performance.now();
  let next = 0;
  let steps = 0;
  let joins = 0;
  const worker = async () => {
    while (performance.now() - started < ms) {
      const scenario = scenarios[next % scenarios.length] ?? { seats: [], rounds: [] };
      next += 1;
      const { history, judgement } = await play(system, scenario, limits);
      if (judgement.kind !== 'pass')
        throw new Error(`a scenario was judged ${judgement.kind}: ${judgement.fault?.clause}`);
      steps += appliedSteps(history);
      joins += history.records.filter((record) => record.kind === 'sent' && record.action.kind === 'join').length;
    }
  };
  await Promise.all(Array.from({ length: worlds }, worker));
  return { stepsPerSecond: (1_000 * steps) / (performance.now() - started), joins: joins / steps };
}
