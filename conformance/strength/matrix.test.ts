import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { mutants } from '../mutants/index.js';
import type { Attempt } from './kill.js';
import { keeperOf, type MatrixRow, readRows, rowOf } from './matrix.js';

const attempt = (changes: Partial<Attempt>): Attempt => ({
  name: 'deaf',
  seed: 1,
  wrong: '',
  broken: ['leave.answered'],
  lastResort: [],
  steps: 2,
  foundMs: 1_000,
  tookMs: 2_000,
  ...changes,
});
const row = (name: string, changes: Partial<MatrixRow> = {}): MatrixRow => ({
  ...rowOf({ name, breaks: 'leave.answered' }, [attempt({ name })]),
  ...changes,
});

test('a row counts in how many runs each clause was broken, the most frequent first', () => {
  const attempts = [
    attempt({ broken: ['departure.once'] }),
    attempt({ broken: ['leave.answered', 'departure.once'], steps: 5, foundMs: 3_400 }),
    attempt({ wrong: 'it failed by departure.once, not by leave.answered', broken: ['departure.once'] }),
  ];
  const made = rowOf({ name: 'deaf', breaks: 'leave.answered' }, attempts);
  expect(made).toMatchObject({ seeds: 3, found: 2, steps: 5, seconds: 3 });
  expect(Object.entries(made.clauses)).toEqual([
    ['departure.once', 3],
    ['leave.answered', 1],
  ]);
});

test('rows that come at the same time are all kept, in the order of the mutants; those of before are replaced or dropped', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'adjourn-matrix-'));
  const file = join(folder, 'matrix.json');
  try {
    const before = keeperOf(file, ['one', 'two', 'gone']);
    await Promise.all([row('two'), row('gone'), row('one')].map(before));
    await keeperOf(file, ['one', 'two', 'three'])(row('three'));
    await keeperOf(file, ['one', 'two', 'three'])(row('two', { steps: 9 }));
    const rows = await readRows(file);
    expect(rows.map(({ name }) => name)).toEqual(['one', 'two', 'three']);
    expect(rows[1]?.steps).toBe(9);
  } finally {
    await rm(folder, { recursive: true });
  }
});

const kept = await readRows(fileURLToPath(new URL('matrix.json', import.meta.url)));

test.each(kept)(
  'the kept row of $name is of a mutant that there is, and names a clause by which it may be blamed',
  (row) => {
    const mutant = mutants[row.name];
    expect(mutant?.breaks, 'the clause has changed: adjourn strength --matrix').toBe(row.breaks);
    const blamable: readonly string[] = [row.breaks, ...(mutant?.or ?? [])];
    expect(Object.keys(row.clauses).some((clause) => blamable.includes(clause))).toBe(true);
  },
);
