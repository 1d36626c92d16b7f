// The library's pages as trees: what api.mjs has read of the sources, in the form of the site.

import { toString as textOf } from 'hast-util-to-string';
import { h } from 'hastscript';
import { SKIP, visit } from 'unist-util-visit';
import { dressBlocks } from './blocks.mjs';
import { depthOf } from './headings.mjs';
import { treeOf } from './markdown.mjs';

/** The page that lists the entries. */
export const LIBRARY = 'api/index.html';

/** Such a page as a tree: each name has its own id, and the types in the code lead to where they are explained. */
export function apiTree(page) {
  const tree = treeOf(page.text);
  dressBlocks(tree, page.title);
  const headings = headingsIn(tree);
  for (const heading of headings) {
    heading.id = page.names.includes(heading.title)
      ? heading.title
      : heading.title.toLowerCase().replaceAll(/\W+/g, '-');
    heading.node.properties.id = heading.id;
  }
  let explained;
  for (const node of tree.children) {
    if (depthOf(node) !== undefined) explained = textOf(node);
    if (node.tagName !== 'pre') continue;
    // A declaration has docblocks, whose lines are as long as they are in the sources.
    node.properties.className = 'declaration';
    linkNames(
      node,
      page.names.filter((name) => name !== explained),
    );
  }
  return { ...page, tree, headings, group: 'api' };
}

/** The headings of a tree in their order, each with the text below it. */
function headingsIn(tree) {
  const headings = [];
  for (const node of tree.children) {
    const depth = depthOf(node);
    const last = headings.at(-1);
    if (depth !== undefined) headings.push({ node, title: textOf(node), depth, body: '' });
    else if (last !== undefined) last.body += ` ${textOf(node)}`;
  }
  return headings;
}

function linkNames(code, names) {
  visit(code, 'text', (text, index, parent) => {
    const linked = withNames(text.value, names);
    parent.children.splice(index, 1, ...linked);
    return [SKIP, index + linked.length];
  });
}

/** Types begin with a capital; a name in another case may be anybody's. */
function withNames(code, names) {
  return code.split(/\b([A-Z]\w+)\b/).flatMap((value, index) => {
    if (value === '') return [];
    return index % 2 === 1 && names.includes(value)
      ? [h('a', { href: `#${value}` }, value)]
      : [{ type: 'text', value }];
  });
}
