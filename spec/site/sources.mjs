// What the site is made of: the files of the specification, and where each of them stands in the site.

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { project } from '../tools/run.mjs';

/** The page that shows the schemas, all in one. */
export const SCHEMAS = 'schemas.html';

// What the prose offers as data, or shows as a picture. What else stands beside it in this form is for the build alone.
const DATA = ['spec/clauses.json', 'spec/1.0.json', 'spec/systems.svg'];

// The files below a folder whose names end so, by their paths in the repository.
const filesIn = (folder, ending, recursive = false) =>
  readdirSync(join(project, folder), { recursive })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name))
    .sort();

/** Every source that becomes a page of its own: its path in the repository, the path of its page, and its text. */
export function pageSources() {
  const sources = [
    ...filesIn('spec', '.md'),
    ...filesIn('spec/examples', '.md'),
    ...filesIn('spec/vectors', '.md'),
    ...filesIn('spec/examples', '.history'),
  ];
  return sources.map((source) => ({ source, path: pageOf(source), text: read(source) }));
}

/** The schemas, with the ids of their places on the page of schemas. */
export const schemaSources = () => filesIn('proto', '.proto', true).map((source) => ({ source, text: read(source) }));

/** The files that are data, and are shown as they are. */
export const dataSources = () =>
  [...DATA, ...filesIn('spec/vectors', '.json')].map((source) => ({
    path: source.replace('spec/', ''),
    source,
    text: read(source),
  }));

/** Where each path of the repository is shown in the site, by that path; folders among them. */
export function placesOf(pages, schemas, data) {
  const own = [...pages, ...data].map(({ source, path }) => [source, path]);
  const folders = pages
    .filter(({ source }) => source.endsWith('/README.md'))
    .map(({ source, path }) => [dirname(source), path]);
  const files = schemas.map(({ source }) => [source, `${SCHEMAS}#${placeOfSchema(source)}`]);
  const packages = schemas.map(({ source }) => [dirname(source), `${SCHEMAS}#${placeOfSchema(dirname(source))}`]);
  return new Map([...own, ...folders, ...files, ...packages]);
}

/** The id of a schema, or of a folder of them, on the page of schemas. */
export const placeOfSchema = (source) => source.replace('proto/', '');

const pageOf = (source) =>
  source
    .replace('spec/', '')
    .replace('README.md', 'index.md')
    .replace(/\.(md|history)$/, '.html');

const read = (source) => readFileSync(join(project, source), 'utf8');
