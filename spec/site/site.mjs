// The whole site, in memory: every file of it, by its path.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toString as textOf } from 'hast-util-to-string';
import { visit } from 'unist-util-visit';
import { project } from '../tools/run.mjs';
import { codesOf, dressBlocks } from './blocks.mjs';
import { clausesById, setClausesApart } from './clauses.mjs';
import { markForm } from './form.mjs';
import { frame } from './frame.mjs';
import { addPermalinks, depthOf, giveIds } from './headings.mjs';
import { clausesShown, examplesTree, historyTree, readHistory, shownBy } from './history.mjs';
import { apiTree, LIBRARY } from './library.mjs';
import { leadLinks, linkClauses } from './links.mjs';
import { treeOf } from './markdown.mjs';
import { schemasTree } from './schemas.mjs';
import { searchIndex } from './search-index.mjs';
import { dataSources, pageSources, placesOf, SCHEMAS, schemaSources } from './sources.mjs';

const ASSETS = 'spec/site/assets';
const HOME = 'index.html';
const EXAMPLES = 'examples/index.html';

/**
 * Builds the site. Throws where the prose is wrong, or a link leads nowhere. The pages of the library, which take a while to make, are
 * part of it where they are given.
 */
export function buildSite(api = []) {
  const clauses = clausesById(join(project, 'spec'));
  const sources = pageSources();
  const examples = sources.filter(({ source }) => source.endsWith('.history')).map(readExample);
  const prose = sources.filter(({ source }) => source.endsWith('.md')).map((page) => readProse(page, clauses));
  const schemas = schemaSources();
  const data = dataSources();
  const places = placesOf(sources, schemas, data);
  const idsOf = new Map(prose.map(({ path, ids }) => [path, ids]));
  const library = api.map(apiTree).map((page) => ({ ...page, within: LIBRARY, beside: api }));
  const sections = [...sectionsOf(prose, places), ...library.slice(0, 1)];
  for (const page of prose) dress(page, { clauses, examples, places, idsOf });
  const exchanges = examples.map((example) => examplePage(example, examples, clauses));
  const all = [...prose, schemasPage(schemas), ...exchanges, ...library];
  for (const page of all) {
    linkClauses(page.tree, page.path, clauses);
    addPermalinks(page.tree);
  }
  return new Map([
    ...all.map((page) => [page.path, frame(page, sections)]),
    ...data.map(({ path, text }) => [path, text]),
    ...readdirSync(join(project, ASSETS)).map((name) => [
      `assets/${name}`,
      readFileSync(join(project, ASSETS, name), 'utf8'),
    ]),
    ['assets/search-index.js', searchIndex([...prose, ...library], examples)],
  ]);
}

function readExample({ path, text }) {
  const example = readHistory(text);
  const name = path.replace('examples/', '').replace('.html', '');
  return { path, name, title: example.title, shows: clausesShown(example), example };
}

function readProse(page, clauses) {
  const tree = treeOf(page.text);
  const { ids, headings } = giveIds(tree, clauses);
  return { ...page, tree, ids, headings, title: headings[0].title };
}

// The order of the contents is the order in which the specification itself names its sections, each below the heading of its group.
function sectionsOf(prose, places) {
  const home = prose.find(({ path }) => path === HOME);
  const named = [{ path: HOME, title: 'Overview' }];
  let group;
  for (const node of home.tree.children) {
    if (depthOf(node) !== undefined) group = textOf(node);
    if (node.tagName === 'table') named.push(...linksOf(node, places).map((link) => ({ ...link, group })));
  }
  const forgotten = prose.find(({ path }) => !named.some((section) => section.path === path));
  if (forgotten !== undefined) {
    throw new Error(`${forgotten.source} is not in the tables of spec/README.md. Give it a row there.`);
  }
  return [...named, { path: SCHEMAS, title: 'Schemas', group: named.at(-1).group }];
}

function linksOf(table, places) {
  const links = [];
  visit(table, 'element', (node) => {
    const place = node.tagName === 'a' ? places.get(join('spec', node.properties.href)) : undefined;
    if (place !== undefined) links.push({ path: place, title: textOf(node) });
  });
  return links;
}

function dress(page, site) {
  dressBlocks(page.tree, page.title);
  leadLinks(page, site);
  setClausesApart(page.tree, site.clauses, (id) => shownBy(id, site.examples, page.path));
  page.hasRegistry = codesOf(page.tree).length > 0;
  page.hasForm = markForm(page.tree, site.clauses);
  if (page.path === EXAMPLES) page.tree.children.push(...examplesTree(site.examples, page.path));
}

function schemasPage(schemas) {
  const tree = schemasTree(schemas);
  return { path: SCHEMAS, title: 'Schemas', tree, headings: headingsOf(tree) };
}

function examplePage({ path, name, title, example }, beside, clauses) {
  const tree = historyTree(example, { name, path, clauses });
  return { path, title, tree, headings: [], within: EXAMPLES, beside };
}

const headingsOf = (tree) =>
  tree.children
    .filter((node) => depthOf(node) !== undefined)
    .map((node) => ({ id: node.properties.id, title: textOf(node), depth: depthOf(node) }));
