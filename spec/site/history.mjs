// Examples as pages: a history, and its wrong copies as the lines by which they differ.

import { h } from 'hastscript';
import { scrolled } from './blocks.mjs';
import { clauseLink, way } from './links.mjs';

const KINDS = [
  [/^(round|fence|quiet|unreachable)\b/, 'round'],
  [/^\S+ >/, 'did'],
  [/^\S+ </, 'shown'],
];
const EDITS = { '+': 'ins', '-': 'del' };

/** What is written in an example: its title, its head, the lines of the history, and its wrong copies. */
export function readHistory(text) {
  const lines = text.trimEnd().split('\n');
  const firstRound = lines.findIndex((line) => line.startsWith('round '));
  const starts = lines.flatMap((line, index) => (line.startsWith('wrong ') ? [index] : []));
  const head = lines.slice(1, firstRound).filter((line) => line !== '');
  return {
    title: lines[0].replace('# ', ''),
    head: new Map(head.map((line) => [line.split(/\s+/)[0], line.split(/\s+/).slice(1)])),
    body: trimmed(lines.slice(firstRound, starts[0])),
    wrong: starts.map((start, index) => ({
      clause: lines[start].split(/\s+/)[1],
      edits: trimmed(lines.slice(start + 1, starts[index + 1])),
    })),
  };
}

const trimmed = (lines) =>
  lines
    .join('\n')
    .replace(/^\n+|\n+$/g, '')
    .split('\n');

/** The clauses that an example shows, by its head and by its wrong copies. */
export const clausesShown = (example) => [
  ...new Set([...example.head.get('clauses'), ...example.wrong.map(({ clause }) => clause)]),
];

/** The page of an example, as a tree. */
export function historyTree(example, { name, path, clauses }) {
  const link = (id) => clauseLink(id, path, clauses);
  return h(null, [
    h('h1', example.title),
    h('p', [h('code', name), ', one of the ', h('a', { href: 'index.html' }, 'examples'), '.']),
    h(
      'dl.head',
      [...example.head].flatMap(([key, words]) => [h('dt', key), h('dd', wordsOf(key, words, link))]),
    ),
    h('h2', { id: 'right' }, 'Right'),
    scrolled(h('pre.history', h('code', example.body.map(historyLine)))),
    h('h2', { id: 'wrong' }, 'Wrong copies'),
    h('p', 'Each is the right history, but for the lines that are taken out (-) or put in (+).'),
    ...example.wrong.flatMap(({ clause, edits }, index) => wrongCopy(link(clause), edits, `wrong-${index + 1}`)),
  ]);
}

function wordsOf(key, words, link) {
  const nodes = key === 'clauses' ? words.map(link) : words;
  return nodes.flatMap((node) => [h('code', node), ' ']);
}

function historyLine(line) {
  const kind = KINDS.find(([pattern]) => pattern.test(line))?.[1];
  return h('span', { className: kind }, `${line}\n`);
}

const wrongCopy = (link, edits, id) => [
  h('h3', { id }, ['Breaks ', h('code', link)]),
  scrolled(
    h(
      'pre.diff',
      h(
        'code',
        edits.map((line) => h(EDITS[line[0]] ?? 'span', `${line}\n`)),
      ),
    ),
  ),
];

/** The list of all examples, for their own index. */
export const examplesTree = (examples, path) => [
  h('h2', { id: 'all-examples' }, 'All examples'),
  h(
    'ul',
    examples.map(({ path: to, title, name }) =>
      h('li', [h('a', { href: way(path, to) }, title), ' ', h('code.example-name', name)]),
    ),
  ),
];

/** The examples that show a clause, for the clause. */
export function shownBy(id, examples, path) {
  const found = examples.filter(({ shows }) => shows.includes(id));
  if (found.length === 0) return [];
  const links = found.map(({ path: to, title }) => h('li', h('a', { href: way(path, to) }, title)));
  const count = found.length === 1 ? '1 example' : `${found.length} examples`;
  return [h('details.shown-by', [h('summary', `Shown by ${count}`), h('ul', links)])];
}
