/** The trace from clause to case, by the cases themselves. `npm run check:trace` reads it off their text, and says what to do. */
import { describe, expect, it } from 'vitest';
import { clauses } from '../../gen/clauses.js';
// @ts-expect-error The tools are plain modules, which run before the build.
import { findCitations } from '../../spec/tools/citations.mjs';
import { mutants } from '../mutants/index.js';
import { cases } from './index.js';

/** What binds: what one may do needs no case. */
const binding = Object.entries(clauses).filter(([, clause]) => /^(?:MUST|SHOULD)/.test(clause.level));
const held = new Set<string>(cases.flatMap((one) => one.clauses));

describe('the trace from clause to test', () => {
  it.each(binding)('%s has a case, or a reason in writing why it cannot have one', (id, clause) => {
    const excused = 'untestable' in clause;
    const advice = `add it to the clauses of a case in conformance/cases, or give the prose a line "_Untestable:_" with the reason`;
    expect(held.has(id) !== excused, `${id} (spec/${clause.section}): ${advice}`).toBe(true);
  });

  it('is read off the text of the cases as it is', () => {
    const project = new URL('../..', import.meta.url).pathname;
    const found: { id: string; file: string }[] = findCitations(project);
    const named = found.filter(({ id, file }) => file.startsWith('conformance/cases/') && id in clauses);
    const read = new Set(named.map(({ id }) => id));
    const unwritten = [...held].filter((id) => !(id in clauses));
    expect(
      unwritten,
      'cases hold these, which are no clauses: write them in spec/*.md, and run: npm run generate',
    ).toEqual([]);
    expect(read).toEqual(held);
  });

  it('gives every case an id of its own, in the form side/name', () => {
    const ids = cases.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { id, side } of cases) expect(id).toMatch(new RegExp(`^${side}/[a-z]+(-[a-z]+)*$`));
  });

  it('files every mutant under its own name', () => {
    for (const [name, mutant] of Object.entries(mutants)) expect(mutant.name).toBe(name);
  });
});
