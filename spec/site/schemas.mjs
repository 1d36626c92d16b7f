// All schemas on one page, so that a link to any of them leads somewhere.

import { basename, dirname } from 'node:path';
import { h } from 'hastscript';
import { scrolled } from './blocks.mjs';
import { placeOfSchema } from './sources.mjs';

const TITLE = 'Schemas';

/** The tree of the page of schemas. */
export function schemasTree(schemas) {
  // The wire comes first: its folder is the one that is less deep.
  const folders = [...new Set(schemas.map(({ source }) => dirname(source)))].sort((a, b) => a.length - b.length);
  return h(null, [
    h('h1', TITLE),
    h('p', 'The types of the wire, and those that the suite speaks with what it tests, as they are written.'),
    ...folders.flatMap((folder) => [
      h('h2', { id: placeOfSchema(folder) }, placeOfSchema(folder)),
      ...schemas.filter(({ source }) => dirname(source) === folder).flatMap(schema),
    ]),
  ]);
}

const schema = ({ source, text }) => [
  h('h3', { id: placeOfSchema(source) }, basename(source)),
  scrolled(h('pre', h('code', text))),
];
