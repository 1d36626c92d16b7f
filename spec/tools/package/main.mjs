// The last step of the build: what is packed of our code. lib/ is that of the package `adjourn`, and dist/adjourn-types the whole of `adjourn-types`.

import { cpSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { main, project } from '../run.mjs';
import { bundle } from './bundle.mjs';
import { declare } from './declarations.mjs';
import { codeEntries, LIB, programs, readManifest, typeEntries } from './parts.mjs';
import { TYPES, writeTypes } from './types.mjs';

const CATALOGUE = 'conformance/cli/catalogue/catalogue.json.gz';

/** Writes a folder anew. Who reads it meanwhile meets the old one or the new one, and no half of either. */
async function anew(folder, write) {
  const next = `${folder}.${process.pid}`;
  try {
    await write(next);
    rmSync(folder, { recursive: true, force: true });
    renameSync(next, folder);
  } finally {
    rmSync(next, { recursive: true, force: true });
  }
}

main(import.meta.url, async () => {
  const manifest = readManifest();
  await anew(join(project, LIB), async (folder) => {
    await bundle([...codeEntries(manifest), ...programs()], folder);
    declare(typeEntries(manifest), folder);
    cpSync(join(project, 'dist', CATALOGUE), join(folder, CATALOGUE));
  });
  await anew(join(project, TYPES), (folder) => writeTypes(manifest, folder));
});
