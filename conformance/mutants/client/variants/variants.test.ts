/** The freedoms of clients and the variants that use them, beside each other; and chance, which draws the same again. */
import { describe, expect, it } from 'vitest';
import { clauses } from '../../../../gen/clauses.js';
import { chanceOf } from './chance.js';
import { clientFreedoms } from './freedoms.js';
import { clientVariants } from './index.js';

describe('the freedoms of clients', () => {
  it.each(clientFreedoms)('$freedom: by a clause and a variant that there are', ({ clause, variant }) => {
    expect(Object.keys(clauses)).toContain(clause);
    expect(Object.keys(clientVariants)).toContain(variant);
  });

  it('name every variant', () => {
    const named = new Set(clientFreedoms.map(({ variant }) => variant));
    expect(Object.keys(clientVariants).filter((name) => !named.has(name))).toEqual([]);
  });

  it('are said once each', () => {
    const said = clientFreedoms.map(({ freedom }) => freedom);
    expect(new Set(said).size).toBe(said.length);
  });
});

describe('chance', () => {
  const draws = (seed: number): number[] => {
    const chance = chanceOf(seed);
    return Array.from({ length: 1_000 }, () => chance.next());
  };

  it('draws the same by the same seed, and something else by another', () => {
    expect(draws(17)).toEqual(draws(17));
    expect(draws(17)).not.toEqual(draws(18));
  });

  it('draws from everywhere between 0 and 1', () => {
    const all = draws(1);
    expect(Math.min(...all)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...all)).toBeLessThan(1);
    const tenths = new Set(all.map((one) => Math.floor(one * 10)));
    expect(tenths.size).toBe(10);
  });

  it('draws on its own behind a fork', () => {
    const [one, other] = [chanceOf(3), chanceOf(3)];
    const fork = one.fork();
    const same = other.fork();
    one.next();
    expect(fork.next()).toBe(same.next());
  });
});
