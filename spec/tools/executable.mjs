// Makes the programs of package.json's `bin` executable, which tsc does not do and `npx adjourn` needs.

import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { project } from './run.mjs';

const { bin } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));
for (const path of Object.values(bin)) {
  const file = join(project, path);
  if (existsSync(file)) chmodSync(file, 0o755);
}
