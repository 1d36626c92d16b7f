import { expect, test } from 'vitest';
import { nearest } from './nearest.js';

test.each([
  ['kitten', ['mitten', 'sitting', 'k'], ['mitten', 'sitting', 'k']],
  ['remove', ['', 'removing', 'remvoe', 'rmove', 'remove'], ['remove', 'rmove', 'remvoe', 'removing', '']],
  ['', ['b', ''], ['b', '']],
])('counts the letters that are other, more or fewer: %j', (wanted, names, sorted) => {
  expect(nearest(wanted, names, names.length)).toEqual(sorted);
});

test('names the nearest first, and compares the parts of a name too', () => {
  const names = ['server/end', 'server/leave', 'server/leave-twice', 'server/remove'];
  expect(nearest('leav', names, 2)).toEqual(['server/leave', 'server/leave-twice']);
  expect(nearest('server/rmove*', names, 1)).toEqual(['server/remove']);
  expect(nearest('nonsense', names)).toHaveLength(3);
});
