/** What people copy into their CI runs as it stands: each command of the page, the job of GitLab, and the action of GitHub. */
import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { main } from '../cli/launch.test.helper.js';

const read = (path: string): string => readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8');
const page = read('README.md');
const action = fileURLToPath(new URL('../../.github/actions/adjourn/', import.meta.url));

const root = mkdtempSync(join(tmpdir(), 'adjourn-ci-'));
afterAll(() => rmSync(root, { recursive: true }));

const script = (path: string, text: string) => writeFileSync(path, `#!/bin/sh\n${text}\n`, { mode: 0o755 });

/** The package is not installed here: npx finds this build, and a few meetings of one case are enough. */
script(
  join(root, 'npx'),
  `case "$1" in --*) shift ;; esac
shift
if [ "$1" = test ]; then
  side=$2
  shift 2
  set -- test "$side" --case 'server/leave' --runs 3 "$@"
fi
exec '${process.execPath}' '${main}' "$@"`,
);

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(root, 'project-'));
  script(join(folder, 'my-server'), `exec '${process.execPath}' '${main}' serve`);
  script(join(folder, 'wrong-server'), `exec '${process.execPath}' '${main}' serve --mutant announces-twice`);
});

function run(command: readonly string[], env: NodeJS.ProcessEnv = {}): SpawnSyncReturns<string> {
  const [program = '', ...args] = command;
  const { PORT: _, ...rest } = process.env;
  const path = `${root}${delimiter}${process.env.PATH}`;
  return spawnSync(program, args, { cwd: folder, encoding: 'utf8', env: { ...rest, ...env, PATH: path } });
}

describe('the page', () => {
  const blocks = [...page.matchAll(/^```sh\n([\s\S]*?)^```/gm)].map(([, text = '']) => text);

  test.each(blocks)('%s', (text) => {
    expect(run(['sh', '-e', '-c', text])).toMatchObject({ status: 0 });
    for (const [, file = ''] of text.matchAll(/--(?:reporter \w+=|claim |badge |known-failing )(\S+)/g))
      expect(existsSync(join(folder, file)), file).toBe(true);
  });

  test('names every exit code that there is', () => {
    const help = run(['npx', 'adjourn', '--help']).stdout;
    const codes = [...help.matchAll(/^ {2}(\d+) {2}/gm)].map(([, code]) => code);
    expect(codes.length).toBeGreaterThan(4);
    expect([...page.matchAll(/^\| (\d+) +\|/gm)].map(([, code]) => code)).toEqual(codes);
  });
});

test('the job of GitLab runs the suite, and leaves what it names as its artifacts', () => {
  const job = read('gitlab.yml');
  const [, line = ''] = /^ {2}script:\n {4}- (.+)$/m.exec(job) ?? [];
  const wrong = run(['sh', '-c', line], { COMMAND: './wrong-server' });
  expect(wrong.status).toBe(1);
  const artifacts = [...job.matchAll(/reports\/[\w.]+$/gm)].map(([file]) => file);
  expect(artifacts).toHaveLength(2);
  for (const file of artifacts) expect(read(join(folder, file))).toContain('departure.once');
  expect(run(['sh', '-c', line], { COMMAND: './my-server' }).status).toBe(0);
});

describe('the action of GitHub', () => {
  const yaml = readFileSync(join(action, 'action.yml'), 'utf8');
  const runScript = (env: NodeJS.ProcessEnv) => run(['bash', join(action, 'run.sh')], env);

  test('gives each of its inputs to its script, which uses all that it is given', () => {
    const inputs = [...(yaml.split('runs:')[0] ?? '').matchAll(/^ {2}([a-z-]+):$/gm)].map(([, name]) => name);
    const given = [...yaml.matchAll(/(ADJOURN_\w+): \$\{\{ inputs\.([a-z-]+) \}\}/g)];
    expect(given.map(([, , name]) => name).sort()).toEqual([...inputs].sort());
    const text = readFileSync(join(action, 'run.sh'), 'utf8');
    for (const [, name = ''] of given) expect(text).toContain(name);
  });

  test('fails with annotations, a summary and the reports', () => {
    const summary = join(folder, 'summary.md');
    writeFileSync(summary, '');
    const env = { ADJOURN_COMMAND: './wrong-server', ADJOURN_OPTIONS: '--seed 1 --fast', GITHUB_STEP_SUMMARY: summary };
    const { status, stdout } = runScript(env);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^::error title=[^\n]*departure\.once/m);
    expect(readFileSync(summary, 'utf8')).toContain('departure.once');
    for (const name of ['adjourn.xml', 'adjourn.html', 'adjourn.json'])
      expect(existsSync(join(folder, 'adjourn-reports', name)), name).toBe(true);
  });

  test('passes, with a list of what is known to fail', () => {
    const known = { ADJOURN_COMMAND: './wrong-server', ADJOURN_KNOWN_FAILING: 'known.json' };
    expect(runScript({ ...known, ADJOURN_OPTIONS: '--update-known-failing' }).status).toBe(0);
    expect(runScript(known).status).toBe(0);
    // A command is a shell's, and nothing of it becomes an option.
    expect(runScript({ ADJOURN_COMMAND: `./my-server --seed 7; exit` }).status).toBe(0);
  });
});
