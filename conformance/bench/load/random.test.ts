import { expect, test } from 'vitest';
import { Random } from './random.js';

const draw = (random: Random): number[] => Array.from({ length: 20 }, () => random.next());

test('the same seed gives the same numbers, another one gives others', () => {
  expect(draw(new Random(7))).toEqual(draw(new Random(7)));
  expect(draw(new Random(7))).not.toEqual(draw(new Random(8)));
});

test('branches of one seed are the same again, and differ from each other', () => {
  const random = new Random(7);
  expect(draw(random.branch(3))).toEqual(draw(new Random(7).branch(3)));
  expect(draw(random.branch(3))).not.toEqual(draw(random.branch(4)));
});

test('numbers below a bound reach every one of them, and no other', () => {
  const random = new Random(1);
  const seen = new Set(Array.from({ length: 1_000 }, () => random.below(10)));
  expect([...seen].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});
