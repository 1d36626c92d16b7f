/** Chance draws the same again by the same seed. */
import { describe, expect, it } from 'vitest';
import { chanceOf } from './chance.js';

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

  it('shuffles without losing anything, and waits less than it may', () => {
    const chance = chanceOf(5);
    const all = Array.from({ length: 20 }, (_, index) => index);
    const shuffled = chance.shuffled(all);
    expect(shuffled).not.toEqual(all);
    expect(shuffled.toSorted((one, other) => one - other)).toEqual(all);
    for (const wait of all.map(() => chance.ms(7))) expect([0, 1, 2, 3, 4, 5, 6]).toContain(wait);
  });
});
