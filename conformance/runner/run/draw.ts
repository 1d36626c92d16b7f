/** Which scenarios of a case a run plays. */
import fc from 'fast-check';
import type { Case } from '../../cases/case.js';
import type { Scenario } from '../../exchange/scenario.js';

/** A scenario, and its number among those that the seed draws. */
export interface NumberedScenario {
  readonly scenario: Scenario;
  readonly index: number;
}

/** A case of so few runs draws more than it plays. */
const FEW_RUNS = 20;
/** So many are drawn then. */
const DRAWN = 40;

/**
 * As many scenarios as the case has runs, in the order in which they are drawn. Of few runs one half might be the same
 * scenario by chance, and another one missing: then those that differ come first.
 */
export function drawScenarios({ scenarios }: Pick<Case, 'scenarios'>, seed: number, runs: number): NumberedScenario[] {
  const numRuns = runs < FEW_RUNS ? Math.max(runs, DRAWN) : runs;
  const drawn = fc.sample(scenarios, { seed, numRuns }).map((scenario, index) => ({ scenario, index }));
  if (numRuns === runs) return drawn;
  const known = new Set<string>();
  const isNew = ({ scenario: { rounds } }: NumberedScenario) => {
    const before = known.size;
    return known.add(JSON.stringify(rounds)).size > before;
  };
  const fresh = new Set(drawn.filter(isNew));
  return [...fresh, ...drawn.filter((one) => !fresh.has(one))].slice(0, runs);
}
