import { describe, expect, it, test } from 'vitest';
import { clauses } from '../../../gen/clauses.js';
import { freedoms } from './freedoms.js';
import { serverVariants } from './index.js';

const names = serverVariants.map(({ name }) => name);
const used = new Set(freedoms.flatMap(({ variants }) => variants));

describe.each(freedoms)('$freedom', ({ clause, variants, untried = '' }) => {
  it(`is given by ${clause}, and has a variant or a reason in writing why it has none`, () => {
    expect(clauses).toHaveProperty([clause]);
    for (const variant of variants) expect(names).toContain(variant);
    expect(variants.length > 0, 'write a variant that uses it, or say in `untried` why none can').toBe(untried === '');
  });
});

test('each variant but the one that uses all of them stands for a freedom', () => {
  expect(names.filter((name) => !used.has(name))).toEqual(['every-freedom']);
});

test('each MAY of the text that binds a server is a freedom', () => {
  const may = Object.entries(clauses).flatMap(([id, { level }]) => (level === 'MAY' ? [id] : []));
  const given = freedoms.map(({ clause }): string => clause);
  expect(may.filter((id) => !given.includes(id) && !id.startsWith('client.'))).toEqual([]);
});
