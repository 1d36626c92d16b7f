/** `adjourn test adapter`, `replay --adapter` and `list --adapters`, as their callers meet them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { fixture, main, type Outcome, startNode } from '../launch.test.helper.js';

const folder = mkdtempSync(join(tmpdir(), 'adjourn-adapter-'));
afterAll(() => rmSync(folder, { recursive: true }));

const box = fixture('vendor-adapter.mjs');
const adjourn = (args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Outcome> =>
  startNode(folder, [main, ...args], env).ended;

test('the adapters are listed, each with the line that runs it', async () => {
  const { code, stdout } = await adjourn(['list', '--adapters']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^prosody {2}/m);
  expect(stdout).toContain('adjourn test adapter prosody');
});

describe("a vendor's own adapter, named by its path", () => {
  test('is held against the cases', async () => {
    const run = await adjourn(['test', 'adapter', box, '--case', 'server/leave', '--reporter', 'json']);
    expect(run.code).toBe(0);
    expect(JSON.parse(run.stdout)).toMatchObject({ target: `--adapter ${box}`, profile: { name: 'the box' } });
  });

  test('gets a replay line that replays what failed', async () => {
    const env = { FAULT: 'announces-twice' };
    const run = await adjourn(['test', 'adapter', box, '--case', 'server/remove'], env);
    expect(run.code).toBe(1);
    const [, line = ''] = /replay {3}npx adjourn (.+)/.exec(run.stdout) ?? [];
    expect(line).toContain(`--adapter ${box}`);
    expect((await adjourn(line.split(' '), env)).code).toBe(1);
    expect((await adjourn(line.split(' '))).code).toBe(0);
  });

  test('may not start: no verdict, and its own sentence', async () => {
    const run = await adjourn(['test', 'adapter', box, '--reporter', 'json'], { FAULT: 'unplugged' });
    expect(run.code).toBe(3);
    expect(run.stderr).toBe('No verdict: the adapter "box" does not start: the box is not plugged in.\n');
    expect(JSON.parse(run.stdout)).toMatchObject({ exitCode: 3, trouble: expect.stringContaining('not plugged in') });
  });
});

test('a foreign program that is missing: no verdict, and what to do', async () => {
  const run = await adjourn(['test', 'adapter', 'prosody'], { PATH: folder });
  expect(run.code).toBe(3);
  expect(run.stderr).toMatch(/^No verdict: .*apt-get install.*prosody.*\n$/);
});

describe('a wrong adapter ends with 2 and one line that says what to do', () => {
  test.each([
    ['test adapter prosdy', 'The nearest names are prosody'],
    ['test adapter', "Missing required argument 'adapter'"],
    ['test adapter ./none.mjs', 'There is no file "./none.mjs"'],
    ['test adapter ./empty.mjs', 'exports no "adapter"'],
    ['test adapter ./broken.mjs', 'cannot be loaded'],
    ['test adapter prosody -- node x.js', 'starts no target'],
    ['test adapter prosody --case nonsense', '"adjourn list" shows all'],
    ['doctor --adapter prosdy', 'The nearest names are prosody'],
    ['doctor --adapter prosody --url ws://localhost:1', 'leave one of them out'],
    ['replay x.json --adapter prosody -- node x.js', 'leave one of them out'],
  ])('adjourn %s', async (args, words) => {
    writeFileSync(join(folder, 'empty.mjs'), 'export {};\n');
    writeFileSync(join(folder, 'broken.mjs'), 'export const\n');
    const { code, stdout, stderr } = await adjourn(args.split(' '));
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(words);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});
