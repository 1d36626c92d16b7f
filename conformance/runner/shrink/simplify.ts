/** Three ways to simplify a failing scenario before its steps are taken out. */

import type { History } from '../../exchange/history.js';
import type { Action, Round, Scenario } from '../../exchange/scenario.js';
import { placesOf, type ScenarioPart } from './parts.js';

/** The same steps, none of them at the same time: what still fails then is no race, and is easier to read. */
export const oneAfterAnother = ({ seats, rounds }: Scenario): Scenario => ({
  seats,
  rounds: rounds.flat().map((step): Round => [step]),
});

/**
 * A rare failure mostly lies between two rounds of which the second came soon enough for once: merged into one round,
 * they show it more often. Merges rounds, the last ones first, until the failure shows `often`.
 */
export async function mergeRounds(
  first: Scenario,
  /** How often the failure shows already. */
  count: number,
  often: number,
  /** Counts in how many of some plays a scenario fails. */
  countFailures: (scenario: Scenario) => Promise<number>,
): Promise<Scenario> {
  let best = { scenario: first, count };
  for (let round = first.rounds.length - 1; round > 0 && best.count < often; round -= 1) {
    const scenario = merged(best.scenario, round);
    const next = { scenario, count: await countFailures(scenario) };
    if (next.count > best.count) best = next;
  }
  return best.scenario;
}

/** The round with this index and the one before, as one round. */
const merged = ({ seats, rounds }: Scenario, round: number): Scenario => ({
  seats,
  rounds: [...rounds.slice(0, round - 1), rounds.slice(round - 1, round + 1).flat(), ...rounds.slice(round + 1)],
});

/** What a failure does without: its skipped steps, and the rounds behind record number `index`, the first wrong one. */
export function superfluous({ scenario, records }: History, index: number): ScenarioPart {
  const before = records.slice(0, index + 1);
  const last = Math.max(0, ...before.map((record) => ('round' in record ? record.round : 0)));
  const isSkipped = (step: Action, round: number) =>
    records.some((record) => record.kind === 'skipped' && record.round === round && record.action === step);
  return placesOf(scenario, (step, round) => round > last || isSkipped(step, round));
}
