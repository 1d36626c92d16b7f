/**
 * Each starter for a testee says who it is by the first commands of its README alone, with the tools that they name.
 * The one for a client in Python needs an SDK before, as its README says. Needs `npm run build`, and npm's registry.
 */
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { unservedPart } from '../languages/registries.test.helper.js';

const run = promisify(execFile);
const repository = fileURLToPath(new URL('../..', import.meta.url));
const project = mkdtempSync(join(tmpdir(), 'adjourn-readmes-'));
const inProject = (...command: readonly [string, ...string[]]) => run(command[0], command.slice(1), { cwd: project });

beforeAll(async () => {
  const pack = ['pack', '--silent', '--ignore-scripts', '--pack-destination', project];
  const packed = await run('npm', pack, { cwd: repository });
  await inProject('npm', 'init', '--yes');
  await inProject('npm', 'install', '--save-dev', `./${packed.stdout.trim()}`);
}, 300_000);
afterAll(() => rmSync(project, { recursive: true, force: true }), 60_000);

const hasGo = spawnSync('go', ['version']).status === 0;

test.for<readonly [side: string, language: string, isThere: boolean]>([
  ['client', 'typescript', true],
  ['client', 'go', hasGo],
  ['system', 'typescript', true],
  ['system', 'python', true],
  ['system', 'go', hasGo],
])('the starter for a %s in %s', async ([side, language, isThere], { skip }) => {
  skip(!isThere);
  const folder = `${side}-${language}`;
  await inProject('npx', 'adjourn', 'init', side, language, folder);
  const cwd = join(project, folder);
  const [, commands = ''] = /^```sh\n(.*?)^```$/ms.exec(readFileSync(join(cwd, 'README.md'), 'utf8')) ?? [];
  expect(commands).toContain('"hello"');
  const { stdout, stderr, status } = spawnSync('bash', ['-euo', 'pipefail'], {
    cwd,
    input: commands,
    encoding: 'utf8',
  });
  const unserved = status === 0 ? undefined : unservedPart(`${stdout}${stderr}`);
  skip(unserved !== undefined, `a registry does not serve it here: ${unserved}`);
  expect(stdout, stderr).toMatch(/"ready": ?\{/);
  expect(status).toBe(0);
});
