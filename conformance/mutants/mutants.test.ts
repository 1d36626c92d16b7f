import { describe, expect, it } from 'vitest';
import { clauses } from '../../gen/clauses.js';
import { clientMutants } from './client/index.js';
import { clientVariants } from './client/variants/index.js';
import { mutants, variants } from './index.js';

const broken = new Set<string>(
  [...Object.values(mutants), ...Object.values(clientMutants)].map(({ breaks }) => breaks),
);
const binding = Object.entries(clauses).filter(([, { level }]) => level.startsWith('MUST'));

describe('the trace from clause to mutant', () => {
  it.each(binding)('%s has a mutant, or a reason in writing why it has none', (id, clause) => {
    const excused = 'untestable' in clause;
    const advice = 'write a mutant that breaks it, or give the prose a line "_Untestable:_" with the reason';
    expect(broken.has(id) !== excused, `${id} (${clause.section}): ${advice}`).toBe(true);
  });
});

describe('mutants and variants', () => {
  const right = [...Object.entries(variants), ...Object.entries(clientVariants)];
  const all = [...Object.entries(mutants), ...Object.entries(clientMutants), ...right];

  it('have names of their own, whichever side they are on', () => {
    const names = all.map(([name]) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('are filed under their own names, in small letters', () => {
    for (const [name, one] of all) {
      expect(one.name).toBe(name);
      expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
    }
  });

  it('say what they do, each in words of its own', () => {
    const summaries = all.map(([, { summary }]) => summary);
    expect(new Set(summaries).size).toBe(summaries.length);
    for (const summary of summaries) expect(summary).toMatch(/^[a-z].*[^.]$/);
  });
});
