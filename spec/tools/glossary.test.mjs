// Words are defined on one page: what a section sets apart as a word is an entry of Words.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toString as textOf } from 'mdast-util-to-string';
import { expect, test } from 'vitest';
import { readClauses } from './clauses.mjs';
import { parseMarkdown } from './parse-clauses.mjs';
import { project } from './run.mjs';

const read = (name) => readFileSync(join(project, 'spec', name), 'utf8');
const sections = [
  ...new Set(readClauses(join(project, 'spec')).clauses.map(({ section }) => section)),
  'introduction.md',
];

/** The entries, in their order. */
const entries = [...read('words.md').matchAll(/^\| (.+?) +\| /gm)].map(([, words]) => words).slice(2);
const terms = entries.flatMap((words) => words.split(', ')).map((word) => word.replace(/^to /, ''));

const emphasised = (node) => (node.type === 'emphasis' ? [textOf(node)] : (node.children ?? []).flatMap(emphasised));
// `takes up` is `take up a request`, and `lingers` is `lingering`.
const stem = (word) =>
  word
    .toLowerCase()
    .replace(/^the /, '')
    .replace(/[^a-z ]/g, '')
    .replace(/(?:ing|ed|es|s)\b/g, '')
    .trim();
const isEntry = (word) => terms.some((term) => stem(term).startsWith(stem(word)) || stem(word) === stem(term));

/** What begins a line of a clause, or a paragraph of its own. */
const isLabel = (word) => /[:.]$/.test(word) || word === 'Untestable';

test.each(sections)('%s sets apart no word that Words does not have', (name) => {
  const strange = emphasised(parseMarkdown(read(name))).filter((word) => !isLabel(word) && !isEntry(word));
  expect(strange, 'give it a row in spec/words.md, and explain it there').toEqual([]);
});

test('the entries are sorted, and none stands twice', () => {
  const keys = entries.map((words) => words.replace(/^to /, '').toLowerCase());
  expect(keys).toEqual([...keys].sort());
  expect(new Set(terms).size).toBe(terms.length);
  expect(terms.length).toBeGreaterThan(40);
});
