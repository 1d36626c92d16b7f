// The contents: every page that stands in them, in their order, with the group to which it belongs.

import { join } from 'node:path';
import { toString as textOf } from 'hast-util-to-string';
import { visit } from 'unist-util-visit';
import { depthOf } from './headings.mjs';
import { SCHEMAS } from './sources.mjs';

/** The first page. */
export const HOME = 'index.html';
const GUIDES = 'To begin with';
const MANUALS = 'Manuals of the suite';

/**
 * The contents of the site. The specification names its sections in tables, each below the heading of its group; the other pages have their places
 * among these. Throws where a section is in no table.
 */
export function contentsOf({ prose, guides, versions, cases, library, places }) {
  const home = prose.find(({ path }) => path === HOME);
  const sections = sectionsOf(home.tree, places);
  const forgotten = prose.find(({ path }) => path !== HOME && !sections.some((section) => section.path === path));
  if (forgotten !== undefined)
    throw new Error(`${forgotten.source} is not in the tables of spec/README.md. Give it a row there.`);
  const afterManuals = sections.findLastIndex(({ group }) => group === MANUALS) + 1;
  if (afterManuals === 0)
    throw new Error(`spec/README.md has no group "${MANUALS}", to which the page of cases belongs.`);
  const { group: last } = sections.at(-1);
  return [
    { path: HOME, title: 'Overview' },
    ...guides.map(({ path, title }) => ({ path, title, group: GUIDES })),
    ...sections.slice(0, afterManuals),
    ...cases.map(({ path, title }) => ({ path, title, group: MANUALS })),
    ...sections.slice(afterManuals),
    { path: versions.path, title: versions.title, group: last },
    { path: SCHEMAS, title: 'Schemas', group: last },
    ...library.slice(0, 1),
  ];
}

function sectionsOf(tree, places) {
  const named = [];
  let group;
  for (const node of tree.children) {
    if (depthOf(node) !== undefined) group = textOf(node);
    if (node.tagName === 'table') named.push(...linksOf(node, places).map((link) => ({ ...link, group })));
  }
  return named;
}

function linksOf(table, places) {
  const links = [];
  visit(table, 'element', (node) => {
    const place = node.tagName === 'a' ? places.get(join('spec', node.properties.href)) : undefined;
    if (place !== undefined) links.push({ path: place, title: textOf(node) });
  });
  return links;
}
