// Blocks that need more than the Markdown gives: diagrams, pictures and tables.

import { toString as textOf } from 'hast-util-to-string';
import { h } from 'hastscript';
import { SKIP, visit } from 'unist-util-visit';
import { figureOf } from './diagrams/figure.mjs';
import { depthOf } from './headings.mjs';
import { dressTable } from './tables.mjs';

/** Code of so many letters fits into a line of a phone, or of a table. */
const SHORT = 24;

/** Turns the blocks of a tree into what the site shows in their place. */
export function dressBlocks(tree, title) {
  keepShortCode(tree);
  const named = namesOnce();
  let below = title;
  visit(tree, 'element', (node, index, parent) => {
    if (depthOf(node) !== undefined) below = textOf(node);
    const dressed = dress(node, below, named);
    if (dressed === undefined) return undefined;
    parent.children[index] = dressed;
    return SKIP;
  });
}

function keepShortCode(tree) {
  visit(tree, 'element', (node) => {
    if (node.tagName === 'pre') return SKIP;
    if (node.tagName === 'code' && textOf(node).length <= SHORT) node.properties.className = ['short'];
    return undefined;
  });
}

// What can be scrolled to has a name of its own: the second one of a name is called "NAME, 2".
function namesOnce() {
  const given = new Set();
  return (name) => {
    let own = name;
    for (let count = 2; given.has(own); count += 1) own = `${name}, ${count}`;
    given.add(own);
    return own;
  };
}

function dress(node, below, named) {
  if (node.tagName === 'pre') return dressCode(node, below, named);
  if (node.tagName === 'table') return dressTable(node, below, named);
  const [image] = node.children;
  return node.tagName === 'p' && image?.tagName === 'img' ? dressPicture(image) : undefined;
}

// A picture stays as large as it is: its words must be readable.
const dressPicture = (image) =>
  h('figure', { className: 'picture', tabIndex: 0, role: 'region', ariaLabel: image.properties.alt.split(':')[0] }, [
    image,
  ]);

const dressCode = (node, below, named) => figureOf(node.children[0], below, named) ?? scrolled(node);

/** A block that can be wider than the page: anybody who has no mouse scrolls it with the keys. */
export const scrolled = (node) => {
  node.properties.tabIndex = 0;
  return node;
};
