import { describe, expect, it } from 'vitest';
import { allClientPairs, pairMet, unreachableClientPairs } from './explore/coverage.js';
import { holdRules } from './explore/rules.js';
import { clientScopes } from './explore/scopes.js';
import { exploreClient } from './explore.js';

const met = new Set<string>();

describe('the client machine, explored exhaustively, keeps its rules in every state', () => {
  it.each(clientScopes)('$name', (scope) => {
    const extent = exploreClient(scope, (transition) => {
      holdRules(transition);
      met.add(pairMet(transition));
    });
    console.log(`client, ${scope.name}: ${extent.states} states, ${extent.transitions} transitions`);
    expect(extent.violation).toBeUndefined();
    expect(extent.states).toBeGreaterThan(50);
  });

  it('reaches every pair of a state and an event, but for those that are listed with a reason', () => {
    const missing = allClientPairs.filter((pair) => !met.has(pair) && !unreachableClientPairs.includes(pair));
    console.log(
      `client: ${met.size} of ${allClientPairs.length} pairs are met, ${unreachableClientPairs.length} cannot be`,
    );
    expect(missing, 'neither met nor listed').toEqual([]);
    expect(
      unreachableClientPairs.filter((pair) => met.has(pair)),
      'listed, and met all the same',
    ).toEqual([]);
    expect(new Set(unreachableClientPairs).size, 'listed twice').toBe(unreachableClientPairs.length);
  });
});
