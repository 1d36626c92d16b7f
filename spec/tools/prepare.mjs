// `npm ci` builds. The first `npx adjourn` in a checkout runs this again: what is built already is then left as it is.

import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { main, project, run } from './run.mjs';

/** The last that a build writes. */
const built = join(project, 'lib/conformance/cli/main.js');
const folders = ['gen', 'spec/machine', 'conformance'].map((folder) => join(project, folder));

const changed = (file) => statSync(file).mtimeMs;

function isStale() {
  if (!existsSync(built)) return true;
  const files = folders.flatMap((folder) => readdirSync(folder, { recursive: true }).map((name) => join(folder, name)));
  // A system's own folder may hold a vendor's libraries.
  const sources = files.filter((file) => file.endsWith('.ts') && !file.includes('node_modules'));
  return sources.some((file) => changed(file) > changed(built));
}

main(import.meta.url, () => {
  if (!isStale()) return;
  process.stdout.write(run('node_modules/typescript/bin/tsc'));
  process.stdout.write(run('dist/conformance/cli/catalogue/write.js'));
  process.stdout.write(run('spec/tools/package/main.mjs'));
});
