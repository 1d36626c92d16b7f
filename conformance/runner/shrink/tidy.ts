/** The scenario of a failure without what cannot matter to it: what was skipped, and every round behind the one in which it failed. */
import type { Action, History, Scenario } from '../../exchange/index.js';

/** `at`: the index in `records` of the first wrong one. */
export function tidied({ scenario, records }: History, at: number): Scenario {
  const before = records.slice(0, at + 1);
  const last = Math.max(0, ...before.map((record) => ('round' in record ? record.round : 0)));
  const skipped = (round: number, step: Action) =>
    records.some((record) => record.kind === 'skipped' && record.round === round && record.action === step);
  const rounds = scenario.rounds
    .slice(0, last + 1)
    .map((steps, round) => steps.filter((step) => !skipped(round, step)))
    .filter((steps) => steps.length > 0);
  return { seats: scenario.seats, rounds };
}
