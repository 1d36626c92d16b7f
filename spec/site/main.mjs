// `npm run site`: writes the site into a folder of its own.

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { main, project } from '../tools/run.mjs';
import { apiPages } from './api.mjs';
import { buildSite } from './site.mjs';

/** The folder into which the site is written; git does not know it. */
export const FOLDER = 'dist-site';

/** Writes the site anew. */
export async function writeSite(folder) {
  const files = buildSite(await apiPages());
  rmSync(folder, { recursive: true, force: true });
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return files;
}

await main(import.meta.url, async () => {
  const files = await writeSite(join(project, FOLDER));
  console.log(`${files.size} files in ${FOLDER}; open ${FOLDER}/index.html.`);
});
