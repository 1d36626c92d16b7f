// The ids of headings. A clause has its own id; every other heading has the one that code hosts give it.

import GithubSlugger from 'github-slugger';
import { toString as textOf } from 'hast-util-to-string';
import { h } from 'hastscript';
import { SKIP, visit } from 'unist-util-visit';

const HEADING = /^h([1-6])$/;

/** How deep a heading is, or undefined where the node is none. */
export const depthOf = (node) => {
  const found = HEADING.exec(node.tagName ?? '');
  return found === null ? undefined : Number(found[1]);
};

/** The clause whose heading a node is: one that consists of its id, as code. */
export function clauseOf(node, clauses) {
  if (depthOf(node) === undefined || node.children.length !== 1) return undefined;
  const [only] = node.children;
  return only.tagName === 'code' ? clauses.get(textOf(only)) : undefined;
}

/**
 * Gives every heading of a tree its id, and a sign that links to it.
 * Returns what is linked to by each anchor that the Markdown may use, and the headings in their order, each with the text below it.
 */
export function giveIds(tree, clauses) {
  const slugger = new GithubSlugger();
  const ids = new Map();
  const headings = [];
  for (const node of tree.children) {
    const depth = depthOf(node);
    if (depth === undefined) {
      const last = headings.at(-1);
      if (last !== undefined) last.body += ` ${textOf(node)}`;
      continue;
    }
    const title = textOf(node);
    const clause = clauseOf(node, clauses);
    const slug = slugger.slug(title);
    const id = clause?.id ?? slug;
    ids.set(slug, id).set(id, id);
    node.properties.id = id;
    headings.push({ id, title, depth, clause, body: '' });
  }
  return { ids, headings };
}

/** The sign behind a heading that is a link to it. It never stands alone on a line. */
export const permalink = (id, title) => [
  { type: 'text', value: '\u00a0' },
  h('a', { className: 'permalink', href: `#${id}`, ariaLabel: `Link to ${title}` }, '#'),
];

/** Adds the sign to every heading that has an id, but for the first, which is the page itself. */
export function addPermalinks(tree) {
  visit(tree, 'element', (node) => {
    const depth = depthOf(node);
    if (depth === undefined) return undefined;
    const { id } = node.properties;
    if (depth > 1 && id !== undefined) node.children.push(...permalink(id, textOf(node)));
    return SKIP;
  });
}

/**
 * Lets no heading skip a level: where a clause stands before the first section of its page, its heading counts as that of a section, for those who
 * listen.
 */
export function levelHeadings(tree) {
  let last = 0;
  visit(tree, 'element', (node) => {
    const depth = depthOf(node);
    if (depth === undefined) return undefined;
    last = Math.min(depth, last + 1);
    if (last !== depth) node.properties.ariaLevel = last;
    return SKIP;
  });
}
