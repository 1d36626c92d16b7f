import { describe, expect, it } from 'vitest';
import { type Counts, countMet } from './explore/coverage.js';
import { rules } from './explore/rules/index.js';
import { scopes } from './explore/scopes.js';
import { allPairs, unreachablePairs } from './explore/unreachable.js';
import { explore } from './explore.js';

/** `npm run explore` sets it: one request more in most scopes, and some minutes instead of seconds. */
const more = process.env.EXPLORE_MORE ? 1 : 0;
const counts: Counts = new Map();

describe('the machine, explored exhaustively, keeps its rules in every state', () => {
  it.each(scopes(more))('$name', { timeout: 3_600_000 }, (scope) => {
    const extent = explore(scope, (transition, next, news) => {
      for (const rule of rules) rule(transition, next, news);
      countMet(counts, transition);
    });
    console.log(`${scope.name}: ${extent.states} states, ${extent.transitions} transitions`);
    expect(extent.violation).toBeUndefined();
    expect(extent.states).toBeGreaterThan(50);
  });

  it('reaches every pair of a state and an event, but for those that are listed with a reason', () => {
    const missing = allPairs.filter((pair) => !counts.has(pair) && !unreachablePairs.includes(pair));
    console.log(`${counts.size} of ${allPairs.length} pairs are met, ${unreachablePairs.length} cannot be`);
    expect(missing, 'neither met nor listed').toEqual([]);
    expect(
      unreachablePairs.filter((pair) => counts.has(pair)),
      'listed, and met all the same',
    ).toEqual([]);
    expect(new Set(unreachablePairs).size, 'listed twice').toBe(unreachablePairs.length);
  });
});
