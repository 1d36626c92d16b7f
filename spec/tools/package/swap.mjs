// `prepack` and `postpack`: while npm packs, package.json is the one for those who install. npm has read `files` and the scripts before.
//   node spec/tools/package/swap.mjs away | back

import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { main, project } from '../run.mjs';
import { publishable } from './publishable.mjs';

const file = join(project, 'package.json');
/** The whole one, meanwhile. */
const kept = join(project, 'package.json.whole');

function back() {
  if (existsSync(kept)) renameSync(kept, file);
}

function away() {
  // What an interrupted packing left behind.
  back();
  const text = readFileSync(file, 'utf8');
  writeFileSync(kept, text);
  writeFileSync(file, `${JSON.stringify(publishable(JSON.parse(text)), null, 2)}\n`);
}

main(import.meta.url, ([where]) => (where === 'away' ? away() : back()));
