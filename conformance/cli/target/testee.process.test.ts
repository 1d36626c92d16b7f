/** Clients through their testees, as callers of the command line meet them. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { dist, type Outcome, start, startNode } from '../launch.test.helper.js';
import { measureSlowness } from '../slowness.test.helper.js';

const folder = mkdtempSync(join(tmpdir(), 'adjourn-testee-'));
afterAll(() => rmSync(folder, { recursive: true }));

const slowness = measureSlowness();
afterAll(() => slowness.stop());

const reference = [process.execPath, join(dist, 'conformance/testees/typescript/testee.js')];
const small = fileURLToPath(new URL('../../sut/testee/fixtures/testee.mjs', import.meta.url));
const withFault = (fault: string): string[] => [process.execPath, small, fault];

const testClient = (...args: string[]): Promise<Outcome> =>
  start(folder, 'test', 'client', '--seed', '7', '--runs', '2', ...args).ended;

/** No verdict about the client, and one sentence that names its testee for what it is. */
function expectNoVerdict({ code, stderr, stdout }: Outcome, words: string): void {
  expect(stderr + stdout).toContain(words);
  expect(code).toBe(3);
}

test('our own client conforms', async () => {
  const run = await testClient('--case', 'client/leave', '--case', 'client/room-left*', '--', ...reference);
  expect(run.stdout).toMatch(/^✓ client\/leave /m);
  expect(run.stdout).toContain('Conforms');
  expect(run.code).toBe(0);
});

test('a client that does not conform fails by its clause, with a line that replays it', async () => {
  // The small client never says what its server's close code stands for where RoomLeft bore no reason.
  const run = await testClient('--case', 'client/room-left-silent', '--', ...withFault('none'));
  expect(run.stdout).toMatch(/^✗ client\/room-left-silent/m);
  expect(run.code).toBe(1);
  const [, file = ''] = /npx adjourn replay (\S+)(?: --times 20)? --client -- /.exec(run.stdout) ?? [];
  expect((await start(folder, 'replay', file, '--client', '--', ...withFault('none')).ended).code).toBe(1);
  expect((await start(folder, 'replay', file, '--client', '--', ...reference).ended).code).toBe(0);
});

describe('a testee that cannot be relied on', () => {
  test.concurrent.each([
    ['exits', 'the testee is gone'],
    ['garbage', 'the testee writes garbage'],
    ['early-join', 'the testee acknowledges before it acts'],
    ['twice-join', 'twice'],
    ['dies-join', 'exit code 7'],
    ['deaf-settle', 'the testee hangs: no answer to "settle"'],
    ['mute', 'the testee hangs: no answer to "hello"'],
  ])('%s', async (fault, words) => {
    expectNoVerdict(await testClient('--case', 'client/leave', '--', ...withFault(fault)), words);
  });

  test.concurrent('never dials back', async () => {
    const run = await testClient('--listen', '127.0.0.1:0', '--wait', '1');
    expectNoVerdict(run, 'never dials back');
    expect(run.stderr).toMatch(/^Waiting for a testee to open ws:\/\/127\.0\.0\.1:\d+\/testee$/m);
  });

  test.concurrent.each([
    ['collapses', 'collapses duplicates'],
    ['accepts-nonsense', 'accepts nonsense'],
    ['early-leave', 'acknowledges before it acts'],
  ])('the doctor sees that it %s, within 10 s', async (fault, words) => {
    const run = await start(folder, 'doctor', '--client', '--', ...withFault(fault)).ended;
    expectNoVerdict(run, words);
    expect(run.stdout).toContain('A run makes no sense yet.');
    expect(run.tookMs).toBeLessThan(slowness.within(10, 1.5));
  });
});

test('the doctor finds nothing the matter with our own client', async () => {
  const run = await start(folder, 'doctor', '--client', '--', ...reference).ended;
  expect(run.stdout).not.toContain('✗');
  expect(run.stdout).toContain('A run makes sense.');
  expect(run.code).toBe(0);
});

test('a client and a server against each other', async () => {
  const cases = ['--case', 'server/leave', '--case', 'server/end-by-host', '--case', 'server/remove'];
  const run = await start(folder, 'test', 'pair', '--runs', '3', ...cases, '--', ...reference).ended;
  expect(run.stdout).toMatch(/^✓ server\/remove /m);
  expect(run.code).toBe(0);
});

test('a pair whose server has a fault does not conform', async () => {
  const server = `${process.execPath} ${join(dist, 'conformance/cli/main.js')} serve --mutant announces-twice`;
  const args = ['--case', 'server/remove', '--runs', '5', '--server', server, '--', ...reference];
  const run = await start(folder, 'test', 'pair', ...args).ended;
  expect(run.stdout).toContain('departure.once (MUST)');
  expect(run.code).toBe(1);
  const [, file = ''] = /npx adjourn replay (\S+)(?: --times 20)? --pair --server /.exec(run.stdout) ?? [];
  expect((await start(folder, 'replay', file, '--pair', '--server', server, '--', ...reference).ended).code).toBe(1);
  expect((await start(folder, 'replay', file, '--pair', '--', ...reference).ended).code).toBe(0);
});

describe('a slip of the pen is told at once', () => {
  test.each([
    [['test', 'client'], 'No client is given'],
    [['test', 'client', '--listen', '9000'], 'Give a host and a port'],
    [['test', 'client', '--wait', '5', '--', 'x'], '--wait'],
    [['test', 'client', '--case', 'server/leave', '--', 'x'], 'No case of a client is named "server/leave"'],
    [['test', 'pair', '--url', 'ws://127.0.0.1:1', '--server', 'x', '--', 'y'], 'A server is given twice'],
    [['doctor', '--listen', '127.0.0.1:0'], 'give --client or --system too'],
  ])('%j', async (args, words) => {
    const run = await start(folder, ...args).ended;
    expect(run.stderr).toContain(words);
    expect(run.code).toBe(2);
  });
});

describe('a starter', () => {
  test.each(['typescript', 'python', 'go'])('in %s is copied, and written over by nothing', async (language) => {
    const run = await start(folder, 'init', 'client', language, language).ended;
    expect(run.code).toBe(0);
    expect(readdirSync(join(folder, language))).toContain('README.md');
    const again = await start(folder, 'init', 'client', language, language).ended;
    expect(again.stderr).toContain('already');
    expect(again.code).toBe(2);
  });

  test('in TypeScript says who it is', async () => {
    const { child, ended } = startNode(folder, [
      '-e',
      `const { spawnSync } = require('node:child_process');
       const input = '{"id":1,"hello":{"version":"1.0"}}\\n{"id":2}\\n';
       process.stdout.write(spawnSync(process.execPath, [${JSON.stringify(reference[1])}], { input }).stdout);`,
    ]);
    expect(child.pid).toBeDefined();
    const [ready, unknown] = (await ended).stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(ready).toMatchObject({ id: 1, ready: { version: '1.0' } });
    expect(unknown).toEqual({ id: 2, unsupported: {} });
  });
});
