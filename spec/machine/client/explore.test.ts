import { describe, expect, it } from 'vitest';
import { allPairs, Coverage, unreachablePairs } from './explore/coverage.js';
import { hold } from './explore/rules.js';
import { scopes } from './explore/scopes.js';
import { explore } from './explore.js';

const coverage = new Coverage();

describe('the client machine, explored exhaustively, keeps its rules in every state', () => {
  it.each(scopes)('$name', (scope) => {
    const extent = explore(scope, (transition) => {
      hold(transition);
      coverage.count(transition);
    });
    console.log(`client, ${scope.name}: ${extent.states} states, ${extent.transitions} transitions`);
    expect(extent.states).toBeGreaterThan(50);
  });

  it('reaches every pair of a state and an event, but for those that are listed with a reason', () => {
    const missing = allPairs.filter((pair) => !coverage.met.has(pair) && !unreachablePairs.includes(pair));
    console.log(
      `client: ${coverage.met.size} of ${allPairs.length} pairs are met, ${unreachablePairs.length} cannot be`,
    );
    expect(missing, 'neither met nor listed').toEqual([]);
    expect(
      unreachablePairs.filter((pair) => coverage.met.has(pair)),
      'listed, and met all the same',
    ).toEqual([]);
    expect(new Set(unreachablePairs).size, 'listed twice').toBe(unreachablePairs.length);
  });
});
