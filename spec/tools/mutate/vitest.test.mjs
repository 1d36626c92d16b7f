import { expect, test } from 'vitest';
import * as standIn from './vitest.mjs';

function collected() {
  standIn.inFile('one.test.ts');
  standIn.test('alone', () => standIn.expect(1).toBe(1));
  standIn.describe.each(['a', 'b'])('of %s', (name) => {
    standIn.it.each([
      [name, 'a'],
      [name, name],
    ])('same', { timeout: 1 }, (one, other) => standIn.expect(one).toEqual(other));
  });
  standIn.test('alone', () => standIn.expect({ a: 1, b: 2 }).toMatchObject({ a: standIn.expect.any(Number) }));
  return standIn.collect();
}

test('each test has an id of its own, and its file', () => {
  expect(collected().map(({ id }) => id)).toEqual([
    'one.test.ts#alone',
    'one.test.ts#of %s [0] same [0]',
    'one.test.ts#of %s [0] same [1]',
    'one.test.ts#of %s [1] same [0]',
    'one.test.ts#of %s [1] same [1]',
    'one.test.ts#alone (2)',
  ]);
  expect(standIn.collect()).toEqual([]);
});

test('a test fails as it does in Vitest', () => {
  const fails = collected().map(({ run }) => {
    try {
      run();
      return false;
    } catch {
      return true;
    }
  });
  expect(fails).toEqual([false, false, false, true, false, false]);
});
