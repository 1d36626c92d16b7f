// Blocks that need more than the Markdown gives: diagrams, pictures and tables.

import { renderMermaidSVG } from 'beautiful-mermaid';
import { toString as textOf } from 'hast-util-to-string';
import { h } from 'hastscript';
import { SKIP, visit } from 'unist-util-visit';
import { depthOf } from './headings.mjs';
import { dressTable } from './tables.mjs';

// What the diagram library would fetch from elsewhere. The page's own font is as good.
const FETCHED = /@import url\([^)]*\);/g;

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
