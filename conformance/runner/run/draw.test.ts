import fc from 'fast-check';
import { expect, test } from 'vitest';
import { join, leave, type Round, type Scenario } from '../../exchange/scenario.js';
import { drawScenarios } from './draw.js';

const ofRounds = (rounds: readonly Round[]): Scenario => ({ seats: [], rounds });
const three = [ofRounds([[join('ann')]]), ofRounds([[leave('ann')]]), ofRounds([])];
const scenarios = fc.constantFrom(...three);

test.each(Array.from({ length: 50 }, (_, seed) => seed))(
  'each of three scenarios comes once in three runs (seed %i)',
  (seed) => {
    const drawn = drawScenarios({ scenarios }, seed, 3).map(({ scenario }) => scenario);
    expect(new Set(drawn)).toEqual(new Set(three));
  },
);

test('the number of a scenario is that among those that the seed draws', () => {
  const all = fc.sample(scenarios, { seed: 7, numRuns: 40 });
  for (const { scenario, index } of drawScenarios({ scenarios }, 7, 8)) expect(all[index]).toBe(scenario);
});

test('as many are played as there are runs', () => {
  expect(drawScenarios({ scenarios }, 1, 8)).toHaveLength(8);
  expect(drawScenarios({ scenarios }, 1, 20).map(({ index }) => index)).toEqual(
    Array.from({ length: 20 }, (_, at) => at),
  );
});
