import { expect, it } from 'vitest';
import { recentNames } from './recent-names.js';

it('drops the oldest names, but none of one restart for another of the same', () => {
  const names = recentNames<true>();
  const add = (from: number, to: number) => {
    for (let each = from; each < to; each += 1) names.add(`${each}`, true);
  };
  add(0, 20_001);
  expect([names.has('0'), names.has('1')]).toEqual([false, true]);
  names.expect(30_000);
  add(20_001, 50_001);
  expect([names.has('20000'), names.has('20001')]).toEqual([false, true]);
});
