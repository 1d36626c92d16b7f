import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bindingsOf, CLASSES } from './binding.mjs';
import { readClauses } from './clauses.mjs';
import { renderFeatures } from './features.mjs';
import { project } from './run.mjs';
import { describeSchemas } from './schema.mjs';

const clause = (id, sentence, ...rest) => [`### \`${id}\``, sentence, '_Intent:_ so.', ...rest].join('\n\n');
const only = (text) => [...bindingsOf(text).values()][0];
const binding = (changes) => ({ classes: ['server'], features: [], without: [], where: '', ...changes });

describe('whom a clause binds is read off', () => {
  test.each([
    ['A server **MUST** do it.', {}],
    ['A client **MUST** do it.', { classes: ['client'] }],
    ['A receiver **MUST** do it.', { classes: ['client'] }],
    ['An operator **SHOULD** do it.', { classes: ['operator'] }],
    ['A server or a client **SHOULD NOT** do it.', { classes: ['server', 'client'] }],
    ['An implementation **MUST NOT** do it.', { classes: CLASSES }],
    ['A server with `resume` **MUST** do it.', { features: ['resume'] }],
    ['A server without `resume` **MUST** do it.', { without: ['resume'] }],
    ['A server that announces a `time`, **MUST** do it.', { where: 'that announces a `time`' }],
    ['Everybody **MUST** do it.', { classes: [] }],
  ])('the subject: %s', (sentence, expected) => {
    expect(only(clause('a.b', sentence))).toEqual(binding(expected));
  });

  test('the beginning of the section and of the part', () => {
    const text = [
      '# A',
      'The feature `operator`.\nIt is one.',
      clause('a.a', 'A server **MUST** do it.'),
      clause('a.c', 'A client **MUST** do it.'),
      '## B',
      'The feature `relay`.',
      clause('a.d', 'A server without `resume` **MUST** do it.'),
      '## C',
      clause('a.e', 'A server **MUST** do it.'),
    ].join('\n\n');
    const found = bindingsOf(text);
    expect(found.get('a.a')).toEqual(binding({ features: ['operator'] }));
    expect(found.get('a.c')).toEqual(binding({ classes: ['client'] }));
    expect(found.get('a.d')).toEqual(binding({ features: ['operator', 'relay'], without: ['resume'] }));
    expect(found.get('a.e')).toEqual(binding({ features: ['operator'] }));
  });

  test('a line that says of which feature alone it speaks', () => {
    const text = clause('a.b', 'A server **MUST** do it.', '_Feature:_ `replace`');
    expect(only(text)).toEqual(binding({ features: ['replace'] }));
  });
});

describe('in the specification', () => {
  const { clauses } = readClauses(join(project, 'spec'));
  const named = [...renderFeatures(describeSchemas(project)).matchAll(/^ {2}(\w+): \{ number/gm)].map(
    ([, name]) => name,
  );

  test('every clause says whom it binds', () => {
    expect(clauses.filter(({ binds }) => binds.classes.length === 0).map(({ id }) => id)).toEqual([]);
  });

  test('every feature that a clause asks for is one', () => {
    const asked = clauses.flatMap(({ binds }) => [...binds.features, ...binds.without]);
    expect(asked.filter((name) => !named.includes(name))).toEqual([]);
    expect(asked.length).toBeGreaterThan(0);
  });

  test('the table of features has each of them once', () => {
    const rows = [...readFileSync(join(project, 'spec/conformance.md'), 'utf8').matchAll(/^\| `(\w+)` +\|/gm)];
    expect(rows.map(([, name]) => name).sort()).toEqual([...named].sort());
  });
});
