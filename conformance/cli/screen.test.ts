import { expect, test } from 'vitest';
import { frameFor } from './screen.js';

test.each([
  [true, 72, 72],
  [true, 20, 40],
  [true, 300, 120],
  [true, 0, 80],
  [false, 50, 100],
])('a terminal: %s, with %i columns', (isTTY, given, columns) => {
  expect(frameFor({ isTTY, columns: given }).columns).toBe(columns);
});
