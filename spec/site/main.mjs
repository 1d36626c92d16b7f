// `npm run site`: writes the site into a folder of its own.

import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readManifest } from '../tools/package/parts.mjs';
import { addressed } from '../tools/package/publishable.mjs';
import { main, project } from '../tools/run.mjs';
import { apiPages } from './api.mjs';
import { buildSite } from './site.mjs';

/** The folder into which the site is written; git does not know it. */
export const FOLDER = 'dist-site';

const CATALOGUE = join(project, 'dist/conformance/cli/catalogue/read.js');

/** Everything of the site. Where a code host builds it, its links lead to the repository there. */
async function wholeSite() {
  if (!existsSync(CATALOGUE)) throw new Error('The page of cases needs a build. Run: npm run build');
  const { readCatalogue } = await import(pathToFileURL(CATALOGUE).href);
  const { cases } = await readCatalogue();
  return buildSite({ api: await apiPages(), cases, manifest: addressed(readManifest(), process.env) });
}

/** Writes files into a folder, and nothing else stays in it. */
export function writeFiles(files, folder) {
  rmSync(folder, { recursive: true, force: true });
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

await main(import.meta.url, async () => {
  const files = await wholeSite();
  writeFiles(files, join(project, FOLDER));
  console.log(`${files.size} files in ${FOLDER}; open ${FOLDER}/index.html.`);
});
