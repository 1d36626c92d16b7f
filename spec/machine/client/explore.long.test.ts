import { describe, expect, it } from 'vitest';
import { allClientPairs, ClientCoverage, unreachableClientPairs } from './explore/coverage.js';
import { hold } from './explore/rules.js';
import { clientScopes } from './explore/scopes.js';
import { exploreClient } from './explore.js';

const coverage = new ClientCoverage();

describe('the client machine, explored exhaustively, keeps its rules in every state', () => {
  it.each(clientScopes)('$name', (scope) => {
    const extent = exploreClient(scope, (transition) => {
      hold(transition);
      coverage.count(transition);
    });
    console.log(`client, ${scope.name}: ${extent.states} states, ${extent.transitions} transitions`);
    expect(extent.states).toBeGreaterThan(50);
  });

  it('reaches every pair of a state and an event, but for those that are listed with a reason', () => {
    const missing = allClientPairs.filter((pair) => !coverage.met.has(pair) && !unreachableClientPairs.includes(pair));
    console.log(
      `client: ${coverage.met.size} of ${allClientPairs.length} pairs are met, ${unreachableClientPairs.length} cannot be`,
    );
    expect(missing, 'neither met nor listed').toEqual([]);
    expect(
      unreachableClientPairs.filter((pair) => coverage.met.has(pair)),
      'listed, and met all the same',
    ).toEqual([]);
    expect(new Set(unreachableClientPairs).size, 'listed twice').toBe(unreachableClientPairs.length);
  });
});
