// Blocks that need more than the Markdown gives: diagrams, wide tables, and the registry of reason codes.

import { renderMermaidSVG } from 'beautiful-mermaid';
import { toString as textOf } from 'hast-util-to-string';
import { h } from 'hastscript';
import { SKIP, visit } from 'unist-util-visit';
import { depthOf } from './headings.mjs';

// What the diagram library would fetch from elsewhere. The page's own font is as good.
const FETCHED = /@import url\([^)]*\);/g;
// The head of the registry begins and ends so.
const REGISTRY_FROM = 'code';
const REGISTRY_TO = 'since';

/** Turns the blocks of a tree into what the site shows in their place. */
export function dressBlocks(tree, title) {
  let below = title;
  visit(tree, 'element', (node, index, parent) => {
    if (depthOf(node) !== undefined) below = textOf(node);
    const dressed = dress(node, title, below);
    if (dressed === undefined) return undefined;
    parent.children[index] = dressed;
    return SKIP;
  });
}

function dress(node, title, below) {
  if (node.tagName === 'pre') return dressCode(node, title);
  if (node.tagName === 'table') return dressTable(node, below);
  const [image] = node.children;
  return node.tagName === 'p' && image?.tagName === 'img' ? dressPicture(image) : undefined;
}

// A picture stays as large as it is: its words must be readable.
const dressPicture = (image) =>
  h('figure', { className: 'picture', tabIndex: 0, role: 'region', ariaLabel: image.properties.alt.split(':')[0] }, [
    image,
  ]);

function dressCode(node, title) {
  const [code] = node.children;
  if (code.properties.className?.includes('language-mermaid')) return diagram(textOf(code), title);
  code.children = textOf(code)
    .split(/(?<=\n)/)
    .map((line) => judged(line));
  return scrolled(node);
}

// Of some lines of a diagram in text it is said, at their end, that they are right or wrong.
function judged(line) {
  const word = /\s{2,}(right|wrong)\b/.exec(line)?.[1];
  return word === undefined ? { type: 'text', value: line } : h('span', { className: word }, line);
}

/** A block that can be wider than the page: anybody who has no mouse scrolls it with the keys. */
export const scrolled = (node) => {
  node.properties.tabIndex = 0;
  return node;
};

function diagram(text, title) {
  const svg = renderMermaidSVG(text, { bg: 'var(--paper)', fg: 'var(--ink)', transparent: true }).replace(FETCHED, '');
  return h('figure', { className: 'diagram', role: 'img', tabIndex: 0, ariaLabel: `Diagram: ${title}` }, [
    { type: 'raw', value: svg },
  ]);
}

// Tables with the same head are told apart by the heading that they stand below.
function dressTable(node, below) {
  const head = cellsOf(node.children.find(({ tagName }) => tagName === 'thead'))[0].map(textOf);
  const isRegistry = head[0] === REGISTRY_FROM && head.at(-1) === REGISTRY_TO;
  if (isRegistry) markCodes(node);
  breakNames(node);
  return h(
    'div',
    { className: 'table', tabIndex: 0, role: 'region', ariaLabel: `Table, ${below}: ${head.join(', ')}` },
    [node],
  );
}

// Each code of the registry can be linked to by its number.
function markCodes(table) {
  table.properties.id = 'registry';
  for (const row of rowsOf(table.children.find(({ tagName }) => tagName === 'tbody'))) {
    row.properties.id = textOf(row.children.find(isElement));
  }
}

// A long name may go on in the next line behind each of its underscores, so that the other columns have room.
function breakNames(table) {
  visit(table, 'text', ({ value }, index, parent) => {
    const parts = value.split(/(?<=[A-Z]_)(?=[A-Z])/);
    const nodes = parts.flatMap((part, at) => [...(at > 0 ? [h('wbr')] : []), { type: 'text', value: part }]);
    parent.children.splice(index, 1, ...nodes);
    return index + nodes.length;
  });
}

/** The codes of the registry, where a tree has it: number, name and message. */
export function codesOf(tree) {
  const codes = [];
  visit(tree, 'element', (node) => {
    if (node.properties.id !== 'registry') return undefined;
    for (const [code, name, message] of cellsOf(node).slice(1)) codes.push([code, name, message].map(textOf));
    return SKIP;
  });
  return codes;
}

const isElement = (node) => node.type === 'element';

function rowsOf(part) {
  const rows = [];
  visit(part, 'element', (node) => {
    if (node.tagName === 'tr') rows.push(node);
  });
  return rows;
}

const cellsOf = (part) => rowsOf(part).map((row) => row.children.filter(isElement));
