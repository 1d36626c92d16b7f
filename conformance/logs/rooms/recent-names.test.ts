import { expect, it } from 'vitest';
import { LetGoNames } from './recent-names.js';

it('names that were let go are forgotten, the oldest first, but not those of one restart for each other', () => {
  const names = new LetGoNames();
  const add = (from: number, to: number) => {
    for (let each = from; each < to; each += 1) names.add(`${each}`, true);
  };
  add(0, 20_001);
  expect([names.has('0'), names.has('1')]).toEqual([false, true]);
  names.expect(30_000);
  add(20_001, 50_001);
  expect([names.has('20000'), names.has('20001')]).toEqual([false, true]);
});
