// `npm test`: runs every script of package.json whose name begins with `check:`. `npm test lint types` runs only those two.
// All of them run, so that one call tells everything that is wrong. The tests run last, and have the machine to themselves;
// the others run two at a time.

import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { main, project } from './run.mjs';

/** What runs by itself, and shows its output while it runs. */
const ALONE = 'tests';
const AT_ONCE = 2;

const seconds = (began) => `${((performance.now() - began) / 1_000).toFixed(1)} s`;

/** The checks of `scripts`; those that are named, where any are. The tests come last. */
export function checksOf(scripts, wanted) {
  const all = Object.entries(scripts)
    .filter(([name]) => name.startsWith('check:'))
    .map(([name, command]) => ({ name: name.replace('check:', ''), command }));
  const chosen = all.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  return [...chosen.filter(({ name }) => name !== ALONE), ...chosen.filter(({ name }) => name === ALONE)];
}

/** Runs a check and prints what it wrote as a whole; resolves with whether it passed. */
function runAside({ name, command }) {
  const began = performance.now();
  const child = spawn(command, { cwd: project, shell: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let written = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => {
      written += text;
    });
  return new Promise((resolve) => {
    child.on('close', (code) => {
      console.log(`\n── ${name} ── ${command} (${seconds(began)})\n${written.trimEnd()}`.trimEnd());
      resolve(code === 0);
    });
  });
}

function runAlone({ name, command }) {
  const began = performance.now();
  console.log(`\n── ${name} ── ${command}`);
  const { status } = spawnSync(command, { cwd: project, shell: true, stdio: 'inherit' });
  console.log(`(${seconds(began)})`);
  return status === 0;
}

/** The names of those that fail. */
async function failing(checks) {
  const failed = [];
  const waiting = checks.filter(({ name }) => name !== ALONE);
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) if (!(await runAside(next))) failed.push(next.name);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  for (const check of checks) if (check.name === ALONE && !runAlone(check)) failed.push(check.name);
  return failed;
}

main(import.meta.url, async (wanted) => {
  const { scripts } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));
  const checks = checksOf(scripts, wanted);
  if (checks.length === 0) throw new Error(`No check is called ${wanted.join(', ')}.`);
  const failed = await failing(checks);
  console.log(failed.length === 0 ? `\nAll ${checks.length} checks pass.` : `\nFailed: ${failed.join(', ')}.`);
  if (failed.length > 0) process.exitCode = 1;
});
