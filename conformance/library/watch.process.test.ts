/** Watch mode: a test file runs again when the server's own file changes, shows what it has become, and ends when it is asked to. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { dist } from '../cli/launch.test.helper.js';

/** Beside the copied build, where the package finds itself by its name. */
const folder = mkdtempSync(join(dirname(dist), 'watch-'));
const started: ChildProcess[] = [];
afterAll(() => {
  for (const { pid, exitCode, signalCode } of started)
    if (pid !== undefined && exitCode === null && signalCode === null) process.kill(-pid, 'SIGKILL');
  rmSync(folder, { recursive: true });
});

const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');

/** Neither runner is to think that it runs in another one, or for a machine. */
const PLAIN = {
  NO_COLOR: '1',
  FORCE_COLOR: undefined,
  CI: undefined,
  NODE_OPTIONS: undefined,
  NODE_TEST_CONTEXT: undefined,
};

const RIGHT = '{}';
const WRONG = "{ wrap: alteredBy(mutants['announces-twice'], 1).wrap }";

/** The file of a server, as its author has it at the moment. */
const server = (options: string) => `
  import { serve } from '${join(dist, 'conformance/reference/server/index.js')}';
  import { alteredBy, mutants } from '${join(dist, 'conformance/mutants/index.js')}';
  export const start = () => serve({ port: 0, ...${options} });
`;

const tests = (entry: string) => `
  import { describeServer } from '${entry}';
  import { start } from './server.mjs';
  describeServer('our server', { start }, { cases: ['server/leave'], runs: 5, seed: 1 });
`;

/** What a runner has written since `seen` was called last; waits until it has what is asked for. */
function reading(child: ChildProcess) {
  let text = '';
  let from = 0;
  let heard = (): void => {};
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      heard();
    });
  return (pattern: RegExp): Promise<void> =>
    new Promise((resolve, reject) => {
      heard = () => {
        const found = pattern.exec(text.slice(from));
        if (!found) return;
        from += found.index + found[0].length;
        resolve();
      };
      child.once('exit', (code) => reject(new Error(`it ended (${code}) before ${pattern} was there: ${text}`)));
      heard();
    });
}

describe.each([
  {
    name: 'vitest --watch',
    entry: 'adjourn/vitest',
    args: (own: string) => [vitest, '--watch', '--root', own],
    passes: /Tests {2}1 passed[\s\S]*?Waiting for file changes/,
    fails: /departure\.once \(MUST[\s\S]*?Tests {2}1 failed[\s\S]*?Watching for file changes/,
  },
  {
    name: 'node --test --watch',
    entry: 'adjourn/node-test',
    args: (own: string) => ['--test', '--watch', '--test-reporter', 'tap', join(own, 'server.test.mjs')],
    passes: /# pass 1\n/,
    fails: /departure\.once \(MUST/,
  },
])('$name', ({ name, entry, args, passes, fails }) => {
  test('runs again when the server changes, and ends', async () => {
    const own = join(folder, name.split(' ')[0] ?? '');
    mkdirSync(own);
    const write = (options: string) => writeFileSync(join(own, 'server.mjs'), server(options));
    write(RIGHT);
    writeFileSync(join(own, 'server.test.mjs'), tests(entry));
    const child = spawn(process.execPath, args(own), {
      cwd: own,
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true,
      env: { ...process.env, ...PLAIN },
    });
    started.push(child);
    const seen = reading(child);
    await seen(passes);
    write(WRONG);
    await seen(fails);
    write(RIGHT);
    await seen(passes);
    // Nobody has its output any more, and nobody of its group is left: its workers have ended with it.
    const over = once(child, 'close');
    child.kill('SIGINT');
    await over;
    const group = -(child.pid ?? 0);
    await vi.waitFor(() => expect(() => process.kill(group, 0)).toThrow('ESRCH'), { timeout: 30_000 });
  });
});
