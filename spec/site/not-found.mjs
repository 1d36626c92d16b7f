// The page for an address that is none. A server shows it in the place of any path, so it finds the root of the site itself.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { h } from 'hastscript';
import { project } from '../tools/run.mjs';
import { sitePage } from './addresses.mjs';

/** Where servers of static files look for it. */
export const NOT_FOUND = '404.html';

const SCRIPT = 'spec/site/find-root.js';

/** The page. Without scripts its links hold where package.json says at which address the site is. */
export function notFoundPage(manifest) {
  const site = sitePage(manifest);
  const tree = h(null, [
    h('h1', 'There is no such page'),
    h('p', 'The address may have a slip, or what stood here has another place now.'),
    h('p', [
      'The search at the top of this page knows every clause by its id, every reason code by its number, and every case by its name. It forgives a slip of the keys. The ',
      h('a', { href: `${NOT_FOUND}#contents` }, 'contents'),
      ' list all pages, and the ',
      h('a', { href: 'index.html' }, 'overview'),
      ' says what each of them settles.',
    ]),
  ]);
  return {
    path: NOT_FOUND,
    title: 'There is no such page',
    tree,
    headings: [],
    anywhere: {
      base: site && new URL(site).pathname.replace(/\/?$/, '/'),
      script: readFileSync(join(project, SCRIPT), 'utf8'),
    },
  };
}
