// `npm test`: runs every script of package.json whose name begins with `check:`, in the order in which they stand there.
// All of them run, so that one call tells everything that is wrong. `npm test lint types` runs only those two.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { project } from './run.mjs';

const { scripts } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));
const wanted = process.argv.slice(2);
const checks = Object.entries(scripts)
  .map(([name, command]) => ({ name: name.replace('check:', ''), command, is: name.startsWith('check:') }))
  .filter(({ name, is }) => is && (wanted.length === 0 || wanted.includes(name)));

const failed = checks.filter(({ name, command }) => {
  console.log(`\n── ${name} ── ${command}`);
  const { status } = spawnSync(command, { cwd: project, shell: true, stdio: 'inherit' });
  return status !== 0;
});

const names = failed.map(({ name }) => name).join(', ');
if (checks.length === 0) console.log(`No check is called ${wanted.join(', ')}.`);
else console.log(failed.length === 0 ? `\nAll ${checks.length} checks pass.` : `\nFailed: ${names}.`);
process.exitCode = failed.length === 0 && checks.length > 0 ? 0 : 1;
