import { expect, it } from 'vitest';
import { remarks } from './remarks.js';

/** So many remarks of a kind. */
const repeated = (kind: string, times: number) =>
  Array.from({ length: times }, (_, index) => [kind, `${kind} ${index + 1}`] as const);

it('the first four remarks of each kind are kept, and the others counted', () => {
  const made = remarks();
  for (const [kind, sentence] of [...repeated('a', 4), ...repeated('b', 5), ...repeated('c', 7)])
    made.add(kind, sentence);
  const kept = ['a 1', 'a 2', 'a 3', 'a 4', 'b 1', 'b 2', 'b 3', 'b 4', 'c 1', 'c 2', 'c 3', 'c 4'];
  expect(made.all()).toEqual([...kept, '1 more of this kind: b.', '3 more of this kind: c.']);
});

it('there may be none', () => {
  expect(remarks().all()).toEqual([]);
});
