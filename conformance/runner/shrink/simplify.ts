/**
 * A failure that shows only now and then mostly lies between two rounds of which the second came soon enough for once. Brought
 * together they show it more often: a scenario that is easier to make small, and to look into.
 */
import type { Scenario } from '../../exchange/index.js';

/** How many of some plays of a scenario fail. */
type Count = (scenario: Scenario) => Promise<number>;

/** Brings rounds together, the last ones first, until the failure shows `often`; `count`: how often it does already. */
export async function closer(first: Scenario, count: number, often: number, look: Count): Promise<Scenario> {
  let best = { scenario: first, count };
  for (let round = first.rounds.length - 1; round > 0 && best.count < often; round -= 1) {
    const scenario = together(best.scenario, round);
    const next = { scenario, count: await look(scenario) };
    if (next.count > best.count) best = next;
  }
  return best.scenario;
}

/** The round with this index is played together with the one before. */
const together = ({ seats, rounds }: Scenario, round: number): Scenario => ({
  seats,
  rounds: [...rounds.slice(0, round - 1), rounds.slice(round - 1, round + 1).flat(), ...rounds.slice(round + 1)],
});
