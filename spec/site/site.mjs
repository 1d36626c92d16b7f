// The whole site, in memory: every file of it, by its path.

import { join } from 'node:path';
import { toString as textOf } from 'hast-util-to-string';
import { readManifest } from '../tools/package/parts.mjs';
import { project } from '../tools/run.mjs';
import { editAddress, repositoryPage } from './addresses.mjs';
import { assetFiles } from './assets.mjs';
import { dressBlocks } from './blocks.mjs';
import { casesPage } from './cases.mjs';
import { clausesById, setClausesApart } from './clauses.mjs';
import { contentsOf } from './contents.mjs';
import { hasDiagram } from './diagrams/figure.mjs';
import { markForm } from './form.mjs';
import { frame } from './frame.mjs';
import { guidePages } from './guides.mjs';
import { addPermalinks, depthOf, giveIds, levelHeadings } from './headings.mjs';
import { clausesShown, examplesTree, historyTree, readHistory, shownBy } from './history.mjs';
import { apiTree, LIBRARY } from './library.mjs';
import { leadLinks, linkClauses } from './links.mjs';
import { treeOf } from './markdown.mjs';
import { NOT_FOUND, notFoundPage } from './not-found.mjs';
import { schemasTree } from './schemas.mjs';
import { searchIndex } from './search-index.mjs';
import { dataSources, pageSources, placesOf, SCHEMAS, schemaSources } from './sources.mjs';
import { codesOf } from './tables.mjs';
import { stateOfText, versionsPage } from './versions.mjs';

const EXAMPLES = 'examples/index.html';

/**
 * Builds the site. Throws where the prose is wrong, or a link leads nowhere.
 * @param api the pages of the library, and `cases` those of the catalogue, which take a while to make: each is part of the site where it is given
 * @param manifest package.json, which says where the repository is
 */
export function buildSite({ api = [], cases = [], manifest = readManifest() } = {}) {
  const clauses = clausesById(join(project, 'spec'));
  const sources = pageSources();
  const examples = sources.filter(({ source }) => source.endsWith('.history')).map(readExample);
  const prose = sources.filter(({ source }) => source.endsWith('.md')).map((page) => readProse(page, clauses));
  const guides = guidePages(clauses);
  const versions = versionsPage(clauses, manifest.version);
  const texts = [...prose, ...guides.pages, versions];
  const schemas = schemaSources();
  const data = dataSources();
  const places = placesOf([...sources, ...guides.pages.filter(isFirst), versions], schemas, data);
  const idsOf = new Map(texts.map(({ path, ids }) => [path, ids]));
  const library = api.map(apiTree).map((page) => ({ ...page, within: LIBRARY, beside: api }));
  const played = cases.length > 0 ? [casesPage(cases, clauses)] : [];
  const contents = contentsOf({ prose, guides: guides.pages, versions, cases: played, library, places });
  const repository = repositoryPage(manifest);
  for (const page of texts) dress(page, { clauses, examples, places, alsoAt: guides.alsoAt, idsOf, repository });
  const exchanges = examples.map((example) => examplePage(example, examples, clauses));
  const all = [...texts, ...played, schemasPage(schemas), ...exchanges, ...library];
  for (const page of all) {
    linkClauses(page.tree, page.path, clauses);
    addPermalinks(page.tree);
    levelHeadings(page.tree);
  }
  const about = { contents, state: stateOfText(clauses), versions: versions.path };
  const edit = ({ source }) =>
    source === undefined || repository === undefined ? undefined : editAddress(repository, source);
  return new Map([
    ...all.map((page) => [page.path, frame({ ...page, edit: edit(page) }, about)]),
    [NOT_FOUND, frame(notFoundPage(manifest), about)],
    ...data.map(({ path, text }) => [path, text]),
    ...assetFiles(),
    ['assets/search-index.js', searchIndex([...texts, ...played, ...library], examples)],
  ]);
}

// Of the pages to which a source is spread out, the first is the place of the source itself.
const isFirst = ({ source }, index, pages) => pages.findIndex((page) => page.source === source) === index;

function readExample({ source, path, text }) {
  const example = readHistory(text);
  const name = path.replace('examples/', '').replace('.html', '');
  return { source, path, name, title: example.title, shows: clausesShown(example), example };
}

function readProse(page, clauses) {
  const tree = treeOf(page.text);
  const { ids, headings } = giveIds(tree, clauses);
  return { ...page, tree, parts: [{ source: page.source, tree }], ids, headings, title: headings[0].title };
}

function dress(page, site) {
  dressBlocks(page.tree, page.title);
  leadLinks(page, site);
  setClausesApart(page.tree, site.clauses, (id) => shownBy(id, site.examples, page.path));
  page.hasRegistry = codesOf(page.tree).length > 0;
  page.hasForm = markForm(page.tree, site.clauses);
  page.hasDiagram = hasDiagram(page.tree);
  if (page.path === EXAMPLES) page.tree.children.push(...examplesTree(site.examples, page.path));
}

function schemasPage(schemas) {
  const tree = schemasTree(schemas);
  return { path: SCHEMAS, title: 'Schemas', tree, headings: headingsOf(tree) };
}

function examplePage({ source, path, name, title, example }, beside, clauses) {
  const tree = historyTree(example, { name, path, clauses });
  return { source, path, title, tree, headings: [], within: EXAMPLES, beside };
}

const headingsOf = (tree) =>
  tree.children
    .filter((node) => depthOf(node) !== undefined)
    .map((node) => ({ id: node.properties.id, title: textOf(node), depth: depthOf(node) }));
