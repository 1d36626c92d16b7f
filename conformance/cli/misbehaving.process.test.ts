/** Targets that cannot be reached, never answer, hang or die: each run ends in time, and says what was the matter. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { fixture, main, misbehaving, type Outcome, serving, start, stop } from './launch.test.helper.js';
import { measureSlowness } from './slowness.test.helper.js';

const folder = mkdtempSync(join(tmpdir(), 'adjourn-misbehaving-'));
afterAll(() => rmSync(folder, { recursive: true }));

const slowness = measureSlowness();
afterAll(() => slowness.stop());
/** What is allowed, and half as much again, or more on a machine that has other things to do; milliseconds. */
const within = (seconds: number) => slowness.within(seconds, 1.5);

interface Judged {
  readonly exitCode: number;
  readonly trouble: string;
  readonly cases: readonly { readonly verdict: string; readonly why: string; readonly steps: number }[];
}

const testServer = (...args: string[]): Promise<Outcome> =>
  start(folder, 'test', 'server', '--reporter', 'json', '--seed', '7', ...args).ended;

/** The one document on stdout. */
const document = ({ stdout }: Outcome): Judged => JSON.parse(stdout);

const verdicts = ({ cases }: Judged): Set<string> =>
  new Set(cases.map(({ verdict }) => verdict.replace('VERDICT_', '')));

describe('a target that is not what it should be from the start', () => {
  /** Nothing was run, and the trouble stands in both places. */
  function expectUnreached(run: Outcome, seconds: number, words: string): void {
    const report = document(run);
    expect(run.code).toBe(3);
    expect(report.exitCode).toBe(3);
    expect(report.trouble).toContain(words);
    expect(run.stderr).toContain(`No verdict: ${report.trouble}`);
    expect(run.stderr.trim().split('\n')).toHaveLength(1);
    expect(report.cases.length).toBeGreaterThan(10);
    expect(verdicts(report)).toEqual(new Set(['NOT_RUN']));
    expect(run.tookMs).toBeLessThan(within(seconds));
  }

  test('refuses connections: over within 2 s', async () => {
    const server = await serving(folder);
    await stop(server);
    expectUnreached(await testServer('--url', server.url), 2, `nothing listens at ${server.url} (connection refused)`);
  });

  test('refuses connections by a name with two addresses', async () => {
    const server = await serving(folder);
    await stop(server);
    const run = await testServer('--url', `ws://localhost:${server.port}`);
    expectUnreached(run, 2, `nothing listens at ws://localhost:${server.port} (connection refused)`);
  });

  test.concurrent('takes connections and never upgrades: over within 10 s', async () => {
    const server = await misbehaving(folder, 'accepts-only.mjs');
    const run = await testServer('--url', server.url);
    await stop(server);
    expectUnreached(run, 10, 'no upgrade');
  });

  test.concurrent('upgrades and never answers a Join: over within 10 s', async () => {
    const server = await misbehaving(folder, 'mute.mjs');
    const run = await testServer('--url', server.url);
    await stop(server);
    expectUnreached(run, 10, 'answers no Join within 9 s');
  });

  test('is a command that ends at once', async () => {
    const run = await testServer('--', process.execPath, '-e', 'console.error("no config"); process.exit(4)');
    expectUnreached(run, 2, 'exit code 4');
    expect(document(run).trouble).toContain('no config');
  });
});

describe('a target that gives up in the middle', () => {
  const faulty = (fault: string, file: string): string[] => [
    '--',
    process.execPath,
    fixture('faulty.mjs'),
    fault,
    file,
  ];
  const sinceFault = (run: Outcome, began: number, file: string): number =>
    began + run.tookMs - Number(readFileSync(join(folder, file), 'utf8'));

  /** Something was judged before, the rest was not run, and what happened is said once. */
  function expectCutShort(run: Outcome, words: string): void {
    const report = document(run);
    expect(run.code).toBe(3);
    expect(report.exitCode).toBe(3);
    expect(report.trouble).toContain(words);
    expect([...verdicts(report)].filter((verdict) => verdict !== 'PASS' && verdict !== 'SKIP')).toEqual(['NOT_RUN']);
    expect(report.cases.filter(({ verdict, steps }) => verdict === 'VERDICT_PASS' && steps > 0)).not.toEqual([]);
    for (const { verdict, why } of report.cases)
      if (verdict === 'VERDICT_NOT_RUN')
        expect(why).toMatch(/^the (run had ended|target was lost in the middle of it)$/);
  }

  test.concurrent.each(['freezes', 'stops'])('it %s: over within 10 s', async (fault) => {
    const began = Date.now();
    const run = await testServer(...faulty(fault, fault));
    expectCutShort(run, 'the target hangs');
    expect(sinceFault(run, began, fault)).toBeLessThan(within(10));
  });

  const files = (output: string): string[] =>
    readdirSync(join(folder, output)).filter((name) => name.endsWith('.json'));

  test('it dies once: the other cases are run, and what was under way is saved', async () => {
    const some = ['leave', 'remove', 'end*'].flatMap((name) => ['--case', `server/${name}`]);
    const run = await testServer(...some, '--runs', '80', '--output', 'saved-once', ...faulty('dies-once', 'once'));
    expect(run.code).toBe(3);
    const { cases, trouble } = document(run);
    expect(trouble).toBe('');
    const open = cases.filter(({ verdict }) => verdict !== 'VERDICT_PASS');
    expect(open).toMatchObject([{ verdict: 'VERDICT_INCONCLUSIVE' }]);
    expect(cases.length).toBeGreaterThan(3);
    expect(open[0]?.why).toContain('ended (exit code 7)');
    expect(open[0]?.why).toContain('once: repeating what was under way did not do it again');
    expect(open[0]?.why).toMatch(/under way (is|are) saved in saved-once\//);
    const [first = ''] = files('saved-once');
    expect((await start(folder, 'replay', join('saved-once', first)).ended).code).toBe(0);
  });

  test.concurrent('it hangs on the same thing every time: that is a failure, which is shrunk, and the run goes on', async () => {
    const command = faulty('spins', 'spins');
    const some = ['--case', 'server/end*', '--case', 'server/remove', '--output', 'spins-saved'];
    const run = await testServer(...some, ...command);
    expect(run.code).toBe(1);
    const { cases, trouble } = document(run);
    expect(trouble).toBe('');
    expect(cases).toMatchObject([
      { verdict: 'VERDICT_PASS' },
      { verdict: 'VERDICT_FAIL', failures: [{ clause: 'request.answered' }] },
      { verdict: 'VERDICT_PASS' },
    ]);
    expect(cases[1]?.steps).toBe(2);
    expect(run.tookMs).toBeLessThan(within(60));
    const [file = ''] = files('spins-saved').filter((name) => name.endsWith('request-answered.json'));
    expect((await start(folder, 'replay', join('spins-saved', file), ...command).ended).code).toBe(1);
  });

  test.concurrent('it hangs and nobody can start it again: what was under way is saved', async () => {
    const server = await misbehaving(folder, 'faulty.mjs', 'spins', 'spins-there');
    const run = await testServer('--case', 'server/end*', '--output', 'there-saved', '--url', server.url);
    server.child.kill('SIGKILL');
    expectCutShort(run, 'the target hangs');
    expect(document(run).trouble).toMatch(/under way (is|are) saved in there-saved\//);
    expect(files('there-saved')[0]).toMatch(/^\d+-server-end-refused-suspect-1\.json$/);
  });

  test('it dies and nobody starts it again: over within 2 s', async () => {
    const server = await misbehaving(folder, 'faulty.mjs', 'dies-once', 'gone');
    const began = Date.now();
    const run = await testServer('--url', server.url);
    // A connection that is under way when the server dies is reset; a later one is refused.
    expectCutShort(run, 'the target has died: ');
    expect(sinceFault(run, began, 'gone')).toBeLessThan(within(2));
  });

  test('it dies of the same thing every time: that is a failure, which can be replayed', async () => {
    const command = faulty('dies', 'always');
    const run = await start(
      folder,
      'test',
      'server',
      '--case',
      'server/end-refused',
      '--case',
      'server/leave',
      ...command,
    ).ended;
    expect(run.code).toBe(1);
    expect(run.stdout).toMatch(/^✓ server\/leave /m);
    expect(run.stdout).toMatch(/^✗ server\/end-refused .*the target dies, and dies again/m);
    expect(run.stdout).toMatch(/End/);
    const [, file = ''] = /replay {3}npx adjourn replay (\S+)/.exec(run.stdout) ?? [];
    expect((await start(folder, 'replay', file, ...command).ended).code).toBe(1);
    expect((await start(folder, 'replay', file).ended).code).toBe(0);
  });
});

test('a replay on a target that cannot be reached is a document too', async () => {
  const mutant = ['--', process.execPath, main, 'serve', '--mutant', 'announces-twice'];
  const run = await start(folder, 'test', 'server', '--case', 'server/remove', ...mutant).ended;
  const [, file = ''] = /replay {3}npx adjourn replay (\S+)/.exec(run.stdout) ?? [];
  const again = await start(folder, 'replay', file, '--reporter', 'json', '--url', 'ws://127.0.0.1:1').ended;
  expect(again.code).toBe(3);
  expect(document(again)).toMatchObject({ exitCode: 3, cases: [{ id: 'replay', verdict: 'VERDICT_NOT_RUN' }] });
});
