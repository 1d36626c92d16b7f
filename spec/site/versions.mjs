// Of which state everything is that the site shows: the table of the status, and what has changed. Nothing of it is written here a second time.

import { toString as textOf } from 'hast-util-to-string';
import { h } from 'hastscript';
import { guide, partsOf, shifted, titled } from './guides.mjs';
import { cellsIn, rowsOf } from './tables.mjs';

const STATUS = 'spec/status.md';
const LOG = 'CHANGELOG.md';
const PATH = 'versions.html';

/** The page: the state of the text, the version of the programs, and their changes. */
export function versionsPage(clauses, version) {
  const [log, ...releases] = partsOf(LOG, clauses);
  const [, ...about] = log.nodes;
  const page = guide(PATH, 'Versions', [
    titled(LOG),
    section(STATUS, 'The text', [
      stateTable(clauses),
      h('p', [
        h('a', { href: 'status.md#what-a-draft-is' }, 'Status'),
        ' says what this means, and ',
        h('a', { href: 'changes.md' }, 'Changes'),
        ' what has changed in the text.',
      ]),
    ]),
    section(LOG, 'The programs', [h('p', ['They have the version ', h('strong', version), '.']), ...about]),
    ...releases.map((part) => shifted(part, 1)),
  ]);
  return { ...page, group: 'change' };
}

/** The state of the text in a few words: `Adjourn 1.0`, `draft`, `30 November 2026`. */
export function stateOfText(clauses) {
  const cells = new Map(rowsOf(stateTable(clauses)).map((row) => cellsIn(row).map(textOf)));
  return [cells.get('revision'), cells.get('status').split(':')[0], cells.get('date of this state')];
}

function stateTable(clauses) {
  const [head] = partsOf(STATUS, clauses);
  const table = head.nodes.find(({ tagName }) => tagName === 'table');
  if (table === undefined) throw new Error(`${STATUS} does not begin with the table of its state.`);
  return table;
}

function section(source, title, nodes) {
  const id = title.toLowerCase().replaceAll(' ', '-');
  const body = nodes.map(textOf).join(' ');
  return { source, heading: { id, title, depth: 2, body }, nodes: [h('h2', { id }, title), ...nodes] };
}
