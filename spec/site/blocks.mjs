// Blocks that need more than the Markdown gives: diagrams, pictures and tables.

import { toString as textOf } from 'hast-util-to-string';
import { h } from 'hastscript';
import { SKIP, visit } from 'unist-util-visit';
import { figureOf } from './diagrams/figure.mjs';
import { depthOf } from './headings.mjs';
import { dressTable } from './tables.mjs';

/** Turns the blocks of a tree into what the site shows in their place. */
export function dressBlocks(tree, title) {
  let below = title;
  visit(tree, 'element', (node, index, parent) => {
    if (depthOf(node) !== undefined) below = textOf(node);
    const dressed = dress(node, below);
    if (dressed === undefined) return undefined;
    parent.children[index] = dressed;
    return SKIP;
  });
}

function dress(node, below) {
  if (node.tagName === 'pre') return dressCode(node, below);
  if (node.tagName === 'table') return dressTable(node, below);
  const [image] = node.children;
  return node.tagName === 'p' && image?.tagName === 'img' ? dressPicture(image) : undefined;
}

// A picture stays as large as it is: its words must be readable.
const dressPicture = (image) =>
  h('figure', { className: 'picture', tabIndex: 0, role: 'region', ariaLabel: image.properties.alt.split(':')[0] }, [
    image,
  ]);

const dressCode = (node, below) => figureOf(node.children[0], below) ?? scrolled(node);

/** A block that can be wider than the page: anybody who has no mouse scrolls it with the keys. */
export const scrolled = (node) => {
  node.properties.tabIndex = 0;
  return node;
};
