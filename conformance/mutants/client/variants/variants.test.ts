/** The freedoms of clients and the variants that use them, beside each other. */
import { describe, expect, it } from 'vitest';
import { clauses } from '../../../../gen/clauses.js';
import { clientFreedoms } from './freedoms.js';
import { clientVariants } from './index.js';

describe('the freedoms of clients', () => {
  it.each(clientFreedoms)('$freedom: by a clause and a variant that there are', ({ clause, variant }) => {
    expect(Object.keys(clauses)).toContain(clause);
    expect(Object.keys(clientVariants)).toContain(variant);
  });

  it('name every variant', () => {
    const named = new Set(clientFreedoms.map(({ variant }) => variant));
    expect(Object.keys(clientVariants).filter((name) => !named.has(name))).toEqual([]);
  });

  it('are said once each', () => {
    const said = clientFreedoms.map(({ freedom }) => freedom);
    expect(new Set(said).size).toBe(said.length);
  });
});
