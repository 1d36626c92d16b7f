import { expect, test } from 'vitest';
import { levenshtein, nearest } from './nearest.js';

test.each([
  ['', '', 0],
  ['abc', '', 3],
  ['kitten', 'sitting', 3],
  ['remove', 'remvoe', 2],
])('from %j to %j it is %i letters', (one, other, letters) => {
  expect(levenshtein(one, other)).toBe(letters);
  expect(levenshtein(other, one)).toBe(letters);
});

test('names the nearest first, and compares the parts of a name too', () => {
  const names = ['server/end', 'server/leave', 'server/leave-twice', 'server/remove'];
  expect(nearest('leav', names, 2)).toEqual(['server/leave', 'server/leave-twice']);
  expect(nearest('server/rmove*', names, 1)).toEqual(['server/remove']);
  expect(nearest('nonsense', names)).toHaveLength(3);
});
