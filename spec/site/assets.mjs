// The files that every page loads: the styles and scripts of this folder, and the library that searches.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { project } from '../tools/run.mjs';

const ASSETS = 'spec/site/assets';

/** Each of them by its path in the site. */
export const assetFiles = () => [
  ...readdirSync(join(project, ASSETS)).map((name) => [
    `assets/${name}`,
    readFileSync(join(project, ASSETS, name), 'utf8'),
  ]),
  ['assets/minisearch.js', searchLibrary()],
];

// As its makers ship it for a plain script, below their licence.
function searchLibrary() {
  const folder = join(project, 'node_modules/minisearch');
  const licence = readFileSync(join(folder, 'LICENSE.txt'), 'utf8').trim();
  const code = readFileSync(join(folder, 'dist/umd/index.js'), 'utf8').replace(/^\/\/# sourceMappingURL=.*$/m, '');
  return `/* MiniSearch\n\n${licence}\n*/\n${code}`;
}
