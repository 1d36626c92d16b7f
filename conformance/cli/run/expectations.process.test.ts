/** What a run is told to expect, and the files that it leaves: each with a process of its own, in a folder of its own. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { main, startNode } from '../launch.test.helper.js';

const root = mkdtempSync(join(tmpdir(), "adjourn's options-"));
afterAll(() => rmSync(root, { recursive: true }));

let folder = '';
let count = 0;
beforeEach(() => {
  count += 1;
  folder = join(root, `run ${count}`);
  mkdirSync(folder);
});

const testing = (...args: string[]) => startNode(folder, [main, 'test', 'server', '--runs', '5', ...args]).ended;
const mutant = (name: string) => ['--', process.execPath, main, 'serve', '--mutant', name];
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
const LEAVE = ['--case', 'server/leave'];

describe('--known-failing', () => {
  test('passes what is known, fails what is new, and fails what is gone; an update keeps the reason', async () => {
    const known = [...LEAVE, '--known-failing', 'known.json'];
    const missing = await testing(...known);
    expect(missing).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/^There is no file "known.json": [^\n]+\n$/),
    });

    const first = await testing(...known, '--update-known-failing', ...mutant('announces-twice'));
    expect(first).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('"known.json" lists 1 known failure now: 1 new, 0 taken out; 1 without a reason'),
    });
    writeFileSync(join(folder, 'known.json'), read('known.json').replace('"reason": ""', '"reason": "ticket 12"'));

    const holds = await testing(...known, '--reporter', 'json=r.json', ...mutant('announces-twice'));
    // What repeats the run names the list.
    expect(JSON.parse(read('r.json')).options).toBe("--case 'server/leave' --runs 5 --known-failing known.json");
    expect(holds).toMatchObject({ code: 0, stderr: '' });
    expect(holds.stdout).toMatch(/^⊗ server\/leave .* fails as known · departure\.once \(known\)$/m);
    expect(holds.stdout).toMatch(
      /^Known: server\/leave breaks departure\.once, again in 1 of 1 replay \(ticket 12\)\.\nNo new failure: /m,
    );

    const news = await testing(...known, '--case', 'server/remove', ...mutant('announces-twice'));
    expect(news.code).toBe(1);
    expect(news.stdout).toMatch(/^New: server\/remove breaks departure\.once\.$/m);

    const elsewhere = await testing('--case', 'server/end-by-host', '--known-failing', 'known.json');
    expect(elsewhere.code).toBe(0);
    expect(elsewhere.stdout).toMatch(/^1 known failure was not looked at: /m);

    writeFileSync(join(folder, 'empty.json'), '{ "seed": 7, "failures": [] }');
    const empty = await testing(...LEAVE, '--known-failing', 'empty.json');
    expect(empty).toMatchObject({ code: 0, stdout: expect.not.stringMatching(/seed 7$/m) });

    const gone = await testing(...known);
    expect(gone.code).toBe(1);
    expect(gone.stdout).toMatch(
      /^Stale: server\/leave breaks departure\.once no longer, 24 of 24 replays passed: [^\n]+\nNot as known: /m,
    );

    const both = ['--case', 'server/remove', '--update-known-failing', ...mutant('announces-twice')];
    expect(await testing(...known, ...both)).toMatchObject({ code: 0 });
    expect(JSON.parse(read('known.json')).failures).toMatchObject([
      { case: 'server/leave', reason: 'ticket 12' },
      { case: 'server/remove', reason: '' },
    ]);
  });
});

describe('--deviates, --claim and --badge', () => {
  test('a declared deviation is no failure, and stands in the claim', async () => {
    const files = ['--claim', 'out/claim.txt', '--badge', 'out/badge.svg', '--badge', 'out/badge.json'];
    const run = await testing(
      '--case',
      'server/remove',
      '--deviates',
      'close.code=our proxy has its own',
      ...files,
      ...mutant('websocket-code'),
    );
    expect(run.code).toBe(0);
    expect(run.stdout).toMatch(
      /^Declared deviation from close\.code \(our proxy has its own\): seen in \d+ meetings?\.$/m,
    );
    expect(read('out/claim.txt')).toMatch(/^No claim: only a part of the cases was run \(--case 'server\/remove'\)\./);
    expect(JSON.parse(read('out/badge.json'))).toEqual({
      schemaVersion: 1,
      label: 'Adjourn 1.0',
      message: 'a part was run',
      color: 'lightgrey',
    });
    expect(read('out/badge.svg')).toContain('<title>Adjourn 1.0: a part was run</title>');
  });

  test('a target that cannot be reached leaves no old badge behind', async () => {
    const run = await testing('--badge', 'badge.json', '--url', 'ws://127.0.0.1:1');
    expect(run.code).toBe(3);
    expect(JSON.parse(read('badge.json'))).toMatchObject({ message: 'no verdict' });
  });
});

test('--last-failed runs what failed in this folder, and says so in the first line', async () => {
  const none = await testing('--last-failed');
  expect(none).toMatchObject({
    code: 2,
    stderr: 'No case of a server failed in the last run of this folder: leave out --last-failed.\n',
  });
  await testing(...LEAVE, ...mutant('announces-twice'));
  const again = await testing('--last-failed');
  expect(again.code).toBe(0);
  expect(again.stdout).toMatch(/^1 of \d+ cases \(--last-failed\), 5 scenarios, /);
  expect((await testing('--last-failed')).code).toBe(2);
});

describe('adjourn.config.json', () => {
  test('gives what the command line does not', async () => {
    const server = { command: [process.execPath, main, 'serve', '--mutant', 'announces-twice'], seed: 7 };
    writeFileSync(join(folder, 'adjourn.config.json'), JSON.stringify({ case: ['server/leave'], server }));
    const asWritten = await testing();
    expect(asWritten).toMatchObject({ code: 1, stdout: expect.stringContaining('· seed 7\n') });
    const other = await testing('--seed', '8', '--', process.execPath, main, 'serve');
    expect(other).toMatchObject({ code: 0, stdout: expect.stringContaining('· seed 8\n') });
    // A mistake in the file is not looked for on the command line.
    writeFileSync(join(folder, 'slip.json'), '{"case": ["server/laeve"]}');
    expect(await testing('--config', 'slip.json')).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/server\/laeve.* slip\.json gives case\.\n$/),
    });
    writeFileSync(join(folder, 'other.json'), '{"case": ["server/end-refused"]}');
    expect((await testing('--config', 'other.json')).stdout).toContain('server/end-refused');
  });

  test.each([
    ['{"cas": []}', 'adjourn.config.json: there is no key "cas"; the nearest one is "case".'],
    ['{"url": "ws://x"}', 'adjourn.config.json: "url" belongs into a section: "server" or "pair".'],
    ['{"server": {"runs": 0}}', 'adjourn.config.json, at "server.runs": Give a whole number from 1 to 1000000.'],
    ['{"case":\n  [}', 'adjourn.config.json, line 2, column 4: this is not JSON.'],
  ])('%s', async (text, sentence) => {
    writeFileSync(join(folder, 'adjourn.config.json'), text);
    const { code, stderr } = await startNode(folder, [main, 'test', 'server']).ended;
    expect({ code, stderr }).toEqual({ code: 2, stderr: `${sentence}\n` });
  });
});

test('FORCE_COLOR colours a pipe, and NO_COLOR says no', async () => {
  const run = (env: NodeJS.ProcessEnv) =>
    startNode(folder, [main, 'test', 'server', '--runs', '1', ...LEAVE], env).ended;
  expect((await run({ FORCE_COLOR: '1' })).stdout).toContain('\u001b[32m');
  expect((await run({ FORCE_COLOR: '1', NO_COLOR: '1' })).stdout).not.toContain('\u001b');
});

test('the line that a failure prints replays it, from the folder of the run, as a shell reads it', async () => {
  // npx finds the package in the folder, as where it is installed.
  mkdirSync(join(folder, 'node_modules/.bin'), { recursive: true });
  symlinkSync(main, join(folder, 'node_modules/.bin/adjourn'));
  writeFileSync(join(folder, 'package.json'), '{"private": true}');
  writeFileSync(
    join(folder, "my $server's (1).mjs"),
    `process.argv.push('serve', '--mutant', process.argv[2]);\nprocess.argv.splice(2, 1);\nawait import(${JSON.stringify(main)});\n`,
  );
  const target = [
    '--deviates',
    "close.code=it's $HOME & more",
    '--',
    process.execPath,
    "./my $server's (1).mjs",
    'announces-twice',
  ];
  const run = await testing(...LEAVE, '--output', 'out put/$(here)', ...target);
  expect(run.code).toBe(1);
  const [, line = ''] = /^ {2}replay {3}(npx adjourn replay .*)$/m.exec(run.stdout) ?? [];
  expect(line).not.toBe('');
  expect(existsSync(join(folder, 'out put/$(here)'))).toBe(true);
  const path = `${join(folder, 'node_modules/.bin')}${delimiter}${process.env.PATH}`;
  const shim = join(folder, 'node_modules/.bin/npx');
  writeFileSync(shim, '#!/bin/sh\nexec "$@"\n', { mode: 0o755 });
  execFileSync('chmod', ['+x', main]);
  const replayed = spawnSync('sh', ['-c', line], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, PATH: path },
  });
  expect({ status: replayed.status, stderr: replayed.stderr }).toEqual({ status: 1, stderr: '' });
  expect(replayed.stdout).toContain('departure.once');
  expect(replayed.stdout).toContain(line.slice(line.indexOf('--deviates')));
}, 120_000);
