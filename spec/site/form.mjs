// The form "What binds me": its rows know whom they bind, so that a script can show those that somebody has to fill in.

import { toString as textOf } from 'hast-util-to-string';
import { visit } from 'unist-util-visit';
import { FORM_HEAD, NEVER } from '../tools/parts/form.mjs';
import { depthOf } from './headings.mjs';

/** The heading below which the form says what it is about; its table has room for the answers. */
const ABOUT = 'what-the-form-is-about';

/** Marks the tables of the form in a tree. Returns whether there are any. */
export function markForm(tree, clauses) {
  let heading;
  let found = false;
  visit(tree, 'element', (node) => {
    if (depthOf(node) !== undefined) heading = node;
    if (node.tagName !== 'table') return;
    if (heading?.properties.id === ABOUT) node.properties.id = 'form-about';
    if (headOf(node).join() !== FORM_HEAD.join()) return;
    found = true;
    const [of] = textOf(heading).toLowerCase().split(/\W/);
    node.properties.className = ['form'];
    node.properties.dataOf = of;
    for (const row of rowsOf(node).slice(1)) markRow(row, clauses);
  });
  return found;
}

function markRow(row, clauses) {
  const cells = row.children.filter(isElement);
  const id = textOf(cells[0]);
  const { features, without } = clauses.get(id).binds;
  Object.assign(row.properties, { dataClause: id, dataFeatures: features.join(' '), dataWithout: without.join(' ') });
  cells.forEach((cell, index) => {
    cell.properties.dataLabel = FORM_HEAD[index];
    if (textOf(cell) === NEVER) cell.properties.className = ['never'];
  });
}

const isElement = ({ type }) => type === 'element';

function rowsOf(table) {
  const rows = [];
  visit(table, 'element', (node) => {
    if (node.tagName === 'tr') rows.push(node);
  });
  return rows;
}

const headOf = (table) => (rowsOf(table)[0]?.children ?? []).filter(isElement).map((cell) => textOf(cell));
