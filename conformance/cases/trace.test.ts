import { describe, expect, it } from 'vitest';
import { clauses } from '../../gen/clauses.js';
import { mutants } from '../mutants/index.js';
import { cases } from './index.js';

const held = new Set<string>(cases.flatMap((one) => one.clauses));

describe('the trace from clause to test', () => {
  it.each(Object.entries(clauses))('%s has a case, or a reason in writing why it cannot have one', (id, clause) => {
    const excused = 'untestable' in clause && clause.untestable !== '';
    const advice = `add it to the clauses of a case in conformance/cases, or give the prose a line "Untestable:" with the reason`;
    expect(held.has(id) !== excused, `${id} (${clause.section}): ${advice}`).toBe(true);
  });

  it('gives every case an id of its own, in the form server/name', () => {
    const ids = cases.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^server\/[a-z]+(-[a-z]+)*$/);
  });

  it('files every mutant under its own name', () => {
    for (const [name, mutant] of Object.entries(mutants)) expect(mutant.name).toBe(name);
  });
});
