// Tables: wide ones are cards on a phone, and the codes in two of them can be linked to by their numbers.

import { toString as textOf } from 'hast-util-to-string';
import { h } from 'hastscript';
import { SKIP, visit } from 'unist-util-visit';

// The heads of the registry and of the close codes begin and end so.
const REGISTRY = ['code', 'since'];
const CLOSE_CODES = ['code', 'when'];
/** From so many columns on a table is too wide for a phone, and also where its first column has so many letters. */
const WIDE = 3;
const LONG = 20;
/** The close code of a reason is its code plus this number. Clause `close.code`. */
const CLOSE = 3_000;
/** What a table is, in words, for a browser that shows it as something else. */
const ROLES = { table: 'table', thead: 'rowgroup', tbody: 'rowgroup', tr: 'row', th: 'columnheader', td: 'cell' };

/** A table in a frame that scrolls. Tables with the same head are told apart by the heading that they stand below. */
export function dressTable(table, below, named) {
  const head = headOf(table);
  if (isOf(REGISTRY, head)) markRegistry(table);
  if (isOf(CLOSE_CODES, head)) markRows(table, 'close-codes', (text) => `close-${text.replaceAll(/\W+/g, '-')}`);
  if (head.some(Boolean) && (head.length >= WIDE || longest(table) >= LONG)) makeCards(table, head);
  breakNames(table);
  dropEmptyHeads(table, head);
  const label = named(`Table, ${below}: ${head.filter(Boolean).join(', ')}`);
  return h('div', { className: 'table', tabIndex: 0, role: 'region', ariaLabel: label }, [table]);
}

const isOf = ([first, last], head) => head[0] === first && head.at(-1) === last && head.length > 2;

function markRegistry(table) {
  markRows(table, 'registry', (text) => text);
}

// Each row of a table of codes can be linked to.
function markRows(table, id, idOf) {
  table.properties.id = id;
  for (const row of bodyOf(table)) row.properties.id = idOf(textOf(row.children.find(isElement)));
}

const longest = (table) => Math.max(0, ...bodyOf(table).map((row) => textOf(cellsIn(row)[0]).length));

// A card has no head: each cell says itself what it is.
function makeCards(table, head) {
  table.properties.className = ['cards'];
  visit(table, 'element', (node) => {
    node.properties.role = ROLES[node.tagName];
    if (node.tagName !== 'tr') return;
    for (const [column, cell] of cellsIn(node).entries()) labelCell(cell, head[column]);
  });
}

function labelCell(cell, label) {
  if (cell.tagName === 'td' && label !== '') cell.properties.dataLabel = label;
}

// A head without words is none. Where there is no head at all, each row begins with what it is about.
function dropEmptyHeads(table, head) {
  if (head.every((text) => text === '')) {
    table.children = table.children.filter(({ tagName }) => tagName !== 'thead');
    for (const row of bodyOf(table)) Object.assign(cellsIn(row)[0], { tagName: 'th', properties: { scope: 'row' } });
    return;
  }
  for (const cell of cellsIn(rowsOf(table)[0]).filter((one) => textOf(one) === '')) {
    cell.tagName = 'td';
    if (cell.properties.role !== undefined) cell.properties.role = ROLES.td;
  }
}

// A long name may go on in the next line after each of its underscores, so that the other columns have room.
function breakNames(table) {
  visit(table, 'text', ({ value }, index, parent) => {
    const parts = value.split(/(?<=[A-Z]_)(?=[A-Z])/);
    const nodes = parts.flatMap((part, at) => [...(at > 0 ? [h('wbr')] : []), { type: 'text', value: part }]);
    parent.children.splice(index, 1, ...nodes);
    return index + nodes.length;
  });
}

/** The codes of the registry, where a tree has it: id, number, name and message, and the close code of those that a server sends. */
export const codesOf = (tree) =>
  rowsWithId(tree, 'registry').map(({ id, cells: [code, name, message, statedBy] }) => ({
    id,
    code,
    name,
    message,
    close: statedBy?.startsWith('server') ? CLOSE + Number(code) : undefined,
  }));

/** The close codes, where a tree has their table: id, number, and when a connection is closed with it. */
export const closeCodesOf = (tree) =>
  rowsWithId(tree, 'close-codes').map(({ id, cells: [code, , when] }) => ({ id, code, when }));

function rowsWithId(tree, id) {
  const rows = [];
  visit(tree, 'element', (node) => {
    if (node.properties.id !== id) return undefined;
    rows.push(...bodyOf(node).map((row) => ({ id: row.properties.id, cells: cellsIn(row).map(textOf) })));
    return SKIP;
  });
  return rows;
}

const isElement = (node) => node.type === 'element';

/** The cells of a row. */
export const cellsIn = (row) => row.children.filter(isElement);

/** The rows of a table, or of a part of one. */
export function rowsOf(part) {
  const rows = [];
  visit(part, 'element', (node) => {
    if (node.tagName === 'tr') rows.push(node);
  });
  return rows;
}

const bodyOf = (table) => table.children.filter(({ tagName }) => tagName === 'tbody').flatMap(rowsOf);
const headOf = (table) => cellsIn(rowsOf(table)[0]).map(textOf);
