// Writes everything in gen/: the types from the schemas, the index files over them, and the clause ids from the prose.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { writeClauses } from './clauses.mjs';
import { writeIndexes } from './indexes.mjs';
import { main, project, run } from './run.mjs';

const buf = 'node_modules/@bufbuild/buf/bin/buf';

/** Generates gen/ below `folder`. */
export function generate(folder) {
  mkdirSync(join(folder, 'gen'), { recursive: true });
  run(buf, 'generate', '--output', folder);
  writeIndexes(run(buf, 'build', '--output', '-#format=binpb'), join(folder, 'gen'));
  writeClauses(join(project, 'spec'), join(folder, 'gen', 'clauses.ts'));
}

main(import.meta.url, () => generate(project));
