// The algorithms of a server and of a client: every clause that binds is in a step, or says why not. steps.long.test.mjs holds the steps
// against the machines.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readClauses } from './clauses.mjs';
import { project } from './run.mjs';
import { clausesOf, readSteps } from './steps.mjs';

const { clauses } = readClauses(join(project, 'spec'));
const ids = clauses.map(({ id }) => id);
const read = (of) => readSteps(readFileSync(join(project, `spec/algorithm-${of}.md`), 'utf8'));
const algorithms = { server: read('server'), client: read('client') };

describe.each(['server', 'client'])('the algorithm of a %s', (of) => {
  const algorithm = algorithms[of];
  const steps = [...algorithm.sections].flatMap(([title, all]) => all.map((step) => ({ title, ...step })));
  const named = steps.flatMap((step) => step.clauses);

  test('names in each step the clauses that it is for', () => {
    expect(steps.filter((step) => step.clauses.length === 0).map(({ title, text }) => `${title}: ${text}`)).toEqual([]);
    expect(named.filter((id) => !ids.includes(id))).toEqual([]);
  });

  test('does only sections that have steps', () => {
    const lost = steps.flatMap(({ title, does }) =>
      does.filter((other) => !algorithm.sections.has(other)).map((other) => `${title}: ${other}`),
    );
    expect(lost).toEqual([]);
  });

  const binding = clauses
    .filter(({ level, binds }) => level !== 'MAY' && binds.classes.includes(of))
    .map(({ id }) => id);
  test.each(binding)('has %s in a step, or says why not', (id) => {
    const excused = algorithm.without.filter(({ clause }) => clause === id);
    expect(Number(named.includes(id)) + excused.length).toBe(1);
    for (const { why } of excused) expect(why).not.toBe('');
  });

  test('excuses nothing else', () => {
    expect(algorithm.without.map(({ clause }) => clause).filter((id) => !binding.includes(id))).toEqual([]);
  });
});

test('a step, a link and a clause without a step are read off the text', () => {
  const { sections, without } = readSteps(
    '# A\n\n## One\n\n1. Do [Two](#two) of `x`. (`a.b`, `c.d-e`)\n\n## Two\n\n1. It.\n\n## Clauses in no step\n\n| clause | why |\n| --- | --- |\n| `e.f` | so |\n',
  );
  expect(sections.get('One')).toEqual([expect.objectContaining({ clauses: ['a.b', 'c.d-e'], does: ['Two'] })]);
  expect(sections.get('Two')).toEqual([expect.objectContaining({ clauses: [], does: [] })]);
  expect(without).toEqual([{ clause: 'e.f', why: 'so' }]);
  expect(clausesOf({ sections }, 'One')).toEqual(['a.b', 'c.d-e']);
});
