// Links: from the paths of the repository to the pages of the site, and from the ids of clauses to the clauses.

import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { h } from 'hastscript';
import { SKIP, visit } from 'unist-util-visit';
import { project } from '../tools/run.mjs';
import { fileAddress } from './addresses.mjs';

const ABSOLUTE = /^[a-z]+:/;
const MAYBE_ID = /[a-z]+(?:\.[a-z]+(?:-[a-z]+)*)+/g;

/** The way from one page of the site to a place in it. */
export const way = (from, to) => {
  const [path, anchor] = to.split('#');
  const file = path === from ? '' : relative(dirname(from), path);
  return anchor === undefined ? file || relative(dirname(from), path) : `${file}#${anchor}`;
};

/**
 * Where a link of a source leads to. A part of the project that the site does not show, such as its code, is shown by the code host;
 * undefined where that is not known. Throws when the link leads nowhere.
 * @param site the place of each source, the further places of one that is spread out, the ids of each page, and the address of the repository
 */
export function target({ source, path }, href, { places, alsoAt, idsOf, repository }) {
  if (ABSOLUTE.test(href)) return href;
  const [file, anchor] = href.split('#');
  const linked = file === '' ? source : join(dirname(source), file).replace(/\/$/, '');
  const place = places.get(linked);
  if (place === undefined && existsSync(join(project, linked)))
    return repository === undefined ? undefined : fileAddress(repository, linked);
  if (place === undefined) throw new Error(`${source} links to ${href}, which does not exist. Mend the link.`);
  if (anchor === undefined) return way(path, place);
  const page = [place, ...(alsoAt?.get(linked) ?? [])].find((one) => idsOf.get(one)?.has(anchor));
  if (page === undefined) throw new Error(`${source} links to ${href}, which no heading bears. Mend the link.`);
  return way(path, `${page}#${idsOf.get(page).get(anchor)}`);
}

/** Leads the links of a page to where they belong in the site. Its parts may come from several sources. */
export function leadLinks({ path, parts }, site) {
  for (const { source, tree } of parts) leadLinksOf({ source, path }, tree, site);
}

function leadLinksOf(page, tree, site) {
  visit(tree, 'element', (node) => {
    if (node.tagName !== 'a') return;
    const href = target(page, node.properties.href, site);
    if (href === undefined) node.tagName = 'span';
    node.properties = href === undefined ? {} : { href };
  });
}

/** Makes a link of every clause id that stands in the code of a tree, but for headings and links. */
export function linkClauses(tree, path, clauses) {
  visit(tree, 'element', (node) => {
    if (/^(a|h\d)$/.test(node.tagName)) return SKIP;
    if (node.tagName !== 'code') return undefined;
    node.children = node.children.flatMap((child) =>
      child.type === 'text' ? withClauseLinks(child.value, path, clauses) : [child],
    );
    return undefined;
  });
}

/** A text as nodes, in which the ids of clauses are links. */
export function withClauseLinks(text, path, clauses) {
  const nodes = [];
  let end = 0;
  for (const { 0: id, index } of text.matchAll(MAYBE_ID)) {
    if (!clauses.has(id)) continue;
    nodes.push({ type: 'text', value: text.slice(end, index) }, clauseLink(id, path, clauses));
    end = index + id.length;
  }
  return [...nodes, { type: 'text', value: text.slice(end) }];
}

/** A link to a clause. */
export const clauseLink = (id, path, clauses) => h('a', { href: clauseWay(id, path, clauses) }, id);

/** The way to a clause. */
export const clauseWay = (id, path, clauses) => way(path, `${clauses.get(id).section.replace('.md', '.html')}#${id}`);
