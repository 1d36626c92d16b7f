/**
 * The command line as its callers meet it: a process with arguments, two streams and an exit code. Needs `npm run
 * build`.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import {
  dist,
  main,
  type Outcome,
  type Started,
  serving as serve,
  start as startIn,
  stop,
  written,
} from './launch.test.helper.js';

const folder = mkdtempSync(join(tmpdir(), 'adjourn-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));

const start = (...args: string[]): Started => startIn(folder, ...args);
const adjourn = (...args: string[]): Promise<Outcome> => start(...args).ended;
const serving = (...args: string[]) => serve(folder, ...args);

describe('help', () => {
  test.each([['--help'], ['test', '--help'], ['test', 'server', '--help'], ['replay', '-h'], ['serve', '-h']])(
    'adjourn %s %s %s',
    async (...args) => {
      const { code, stdout, stderr } = await adjourn(...args.filter(Boolean));
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toContain('Usage: adjourn');
    },
  );

  test('tells its version', async () => {
    expect(await adjourn('--version')).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  });
});

describe('wrong usage ends with 2 and one line that says what to do', () => {
  test.each([
    ['tets', 'Did you mean test?'],
    ['test server --sede 1', 'Did you mean --seed?'],
    ['test server --seed x', 'Give a whole number'],
    ['test server --url http://localhost', 'ws://127.0.0.1:8080'],
    ['test server --url ws://localhost -- node x.js', 'leave one of them out'],
    ['test server --', 'in $PORT'],
    ['test server node x.js', 'write "--" before it'],
    ['test server --reporter xml', 'Allowed choices are default, json'],
    ['test server --case nonsense', '"adjourn list" shows all'],
    ['test server --case server/rmove', 'The nearest names are server/remove'],
    ['replay', "Missing required argument 'file'"],
    ['replay nowhere.json', 'There is no file "nowhere.json"'],
    ['serve --mutant announces-twic', 'The nearest names are announces-twice'],
    ['serve --port 70000', 'from 0 to 65535'],
    ['list -- node x.js', 'starts no target'],
    ['list --clauses --mutants', 'cannot be used with'],
  ])('adjourn %s', async (args, words) => {
    const { code, stdout, stderr } = await adjourn(...args.split(' '));
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(words);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});

describe('adjourn serve', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)('says where it listens, and ends with 0 on %s', async (signal) => {
    const server = await serving();
    server.child.kill(signal);
    const { code, stdout, stderr } = await server.ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(
      `adjourn reference server listening on ${server.url} (development mode: no tokens, loopback only)\n`,
    );
  });

  test('says so when the port is taken', async () => {
    const server = await serving();
    const { code, stderr } = await adjourn('serve', '--port', server.port);
    await stop(server);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(`Port ${server.port} is taken`) });
  });

  test('says which fault is built in', async () => {
    expect((await stop(await serving('--mutant', 'announces-twice'))).stdout).toContain('mutant announces-twice:');
  });
});

test.each([
  ['cases', 'list'],
  ['clauses', 'list', '--clauses'],
  ['mutants', 'list', '--mutants'],
])('lists the %s', async (_, ...args) => {
  const { code, stdout } = await adjourn(...args);
  expect(code).toBe(0);
  expect(stdout).toContain('departure.once');
});

describe('adjourn test server', () => {
  test('tests the reference server when no other is named', async () => {
    const { code, stdout, stderr } = await adjourn(
      'test',
      'server',
      '--case',
      'server/leave*',
      '--case',
      'server/end-*',
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^✓ server\/leave /m);
    expect(stdout).toMatch(/\d+ cases: .* checks · .* steps judged · .* s · seed \d+\nConforms: no clause/);
    expect(stdout).not.toContain('\x1b');
  });

  test('writes one JSON document to stdout, and the progress elsewhere', async () => {
    const { code, stdout, stderr } = await adjourn('test', 'server', '--reporter', 'json');
    const { cases, coverage } = JSON.parse(stdout);
    const open = cases.filter(({ verdict }: { verdict: string }) => !/_(PASS|SKIP)$/.test(verdict));
    expect({ code, open }).toEqual({ code: 0, open: [] });
    const { reachable, missing = [], reachablePairs, missingPairs = [] } = coverage;
    expect(missingPairs.length / reachablePairs, missingPairs.join('; ')).toBeLessThan(0.05);
    expect(missing.length / reachable, missing.join('; ')).toBeLessThan(0.2);
    expect(cases.length).toBeGreaterThan(10);
    for (const one of cases)
      expect(one).toEqual(
        expect.objectContaining({
          id: expect.any(String),
          clauses: expect.any(Array),
          verdict: expect.stringMatching(/^VERDICT_/),
          checks: expect.any(Number),
          steps: expect.any(Number),
          seed: expect.any(Number),
        }),
      );
    // How much there is to do is said first, then now and then how far it is, and at last what was left out.
    expect(stderr).toMatch(/^\d+ cases, .*\n\d+ of \d+ cases.* left\n/);
    expect(stderr.trim().split('\n').length).toBeLessThan(cases.length / 2);
  });

  test('tests a server by its address', async () => {
    const server = await serving();
    const { code } = await adjourn('test', 'server', '--url', server.url, '--case', 'server/leave');
    await stop(server);
    expect(code).toBe(0);
  });

  test('shows, saves and replays what is wrong with the server that a command starts', async () => {
    const target = ['--', process.execPath, main, 'serve', '--mutant', 'announces-twice'];
    const run = await adjourn('test', 'server', '--case', 'server/remove', '--output', 'saved', ...target);
    expect(run.code).toBe(1);
    expect(run.stdout).toContain('departure.once (MUST)');
    expect(run.stdout).toContain('not allowed here');
    const file = readdirSync(join(folder, 'saved')).find((name) => name.endsWith('.json')) ?? '';
    const again = await adjourn('replay', join('saved', file), ...target);
    expect(again.code).toBe(1);
    expect(again.stdout).toContain('departure.once (MUST)');
    expect((await adjourn('replay', join('saved', file))).code).toBe(0);
  });

  test('gives up on a server that is not there', async () => {
    const server = await serving();
    await stop(server);
    const { code, stdout, stderr } = await adjourn('test', 'server', '--url', server.url);
    expect(code).toBe(3);
    expect(stdout + stderr).toContain(server.url);
    expect(stdout + stderr).not.toContain('    at ');
  });

  test.each([
    ['server', []],
    ['client', ['--', process.execPath, join(dist, 'conformance/strength/client-testee.js')]],
  ])('test %s begins nothing more when its time is used up, and has no verdict', async (side, target) => {
    const { code, stdout } = await adjourn('test', side, '--max-time', '2s', ...target);
    expect(code).toBe(3);
    expect(stdout).toMatch(/not run: the time of the run was used up before/);
    expect(stdout).toMatch(
      /No verdict: the time of the run was used up: \d+ of \d+ cases were not run, or not concluded\./,
    );
  });

  test.each(['90', '0s', 'soon', '25h'])('--max-time %s is wrong usage', async (time) => {
    const { code, stderr } = await adjourn('test', 'server', '--max-time', time);
    expect(code).toBe(2);
    expect(stderr).toMatch(new RegExp(`argument '${time}' is invalid\\. Give a time.*, such as 30s or 10m\\.`));
  });

  test('keeps the results so far, and leaves no child behind, when it is interrupted', async () => {
    const target = `echo $$ > target.pid; exec ${process.execPath} ${main} serve`;
    const run = start('test', 'server', '--runs', '200', '--', 'sh', '-c', target);
    await written(run, /of \d+ cases, /);
    run.child.kill('SIGINT');
    const { code, stdout } = await run.ended;
    expect(code).toBe(130);
    expect(stdout).toMatch(/\d+ cases: .*not run, \d+ passed/);
    expect(stdout).toContain('Interrupted');
    const pid = Number(readFileSync(join(folder, 'target.pid'), 'utf8'));
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });
});
