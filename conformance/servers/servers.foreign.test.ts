/**
 * A new user's way, by each README alone: the package is installed into an empty folder, `adjourn init server` copies a
 * server, and every command of its README is run. Needs `npm run build`, and the registries of the tools that are named.
 */
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { unservedPart } from '../languages/registries.test.helper.js';

const run = promisify(execFile);
const repository = fileURLToPath(new URL('../..', import.meta.url));
const project = mkdtempSync(join(tmpdir(), 'adjourn-servers-'));
const inProject = (...command: readonly [string, ...string[]]) => run(command[0], command.slice(1), { cwd: project });

beforeAll(async () => {
  const packed = await run('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', project], {
    cwd: repository,
  });
  await inProject('npm', 'init', '--yes');
  await inProject('npm', 'install', '--save-dev', `./${packed.stdout.trim()}`);
}, 300_000);
afterAll(() => rmSync(project, { recursive: true, force: true }), 60_000);

/** The README as one script: its commands in their order, and its patch, saved under the name that the text gives it. */
function script(readme: string): string {
  const blocks = [...readme.matchAll(/^```(sh|diff)\n(.*?)^```$/gms)];
  return blocks
    .map(([, kind, text]) => (kind === 'sh' ? text : `cat >remove.diff <<'END_OF_DIFF'\n${text}END_OF_DIFF\n`))
    .join('');
}

const has = (command: string, ...args: string[]): boolean => spawnSync(command, args).status === 0;

describe.each([
  ['go', has('go', 'version')],
  ['python', has('python3', '-m', 'venv', '--help')],
  ['typescript', true],
])('the base server in %s', (language, isThere) => {
  test.skipIf(!isThere)(
    'is copied, made, held against the suite, and grows by its README alone',
    async (context) => {
      await inProject('npx', 'adjourn', 'init', 'server', language, language);
      const cwd = join(project, language);
      const commands = script(readFileSync(join(cwd, 'README.md'), 'utf8'));
      const result = spawnSync('bash', ['-euo', 'pipefail'], { cwd, input: commands, encoding: 'utf8' });
      const claims = result.stdout.split('\n').filter((line) => line.startsWith('Claim:'));
      const said = `${result.stdout}${result.stderr}`;
      const unserved = result.status === 0 ? undefined : unservedPart(said);
      if (unserved !== undefined) context.skip(`a registry does not serve it here: ${unserved}`);
      expect(claims, said).toEqual([
        'Claim: conforms to Adjourn 1.0, server, base',
        'Claim: conforms to Adjourn 1.0, server, feature remove',
      ]);
      expect(said).toContain('A run makes sense.');
      expect(result.status, said).toBe(0);
    },
    600_000,
  );
});
