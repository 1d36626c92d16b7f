/** How a command ends that is stopped, that cannot write, or that runs on an old Node: needs processes of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { main, type Started, start, startNode } from './launch.test.helper.js';
import { measureSlowness } from './slowness.test.helper.js';

const folder = mkdtempSync(join(tmpdir(), 'adjourn-ends-'));
afterAll(() => rmSync(folder, { recursive: true }));

const slowness = measureSlowness();
afterAll(() => slowness.stop());

/**
 * Never listens and never answers; says in a file that it is there, and takes no notice of SIGTERM where it is told to.
 */
const silent = join(folder, 'silent.mjs');
writeFileSync(
  silent,
  `import { writeFileSync } from 'node:fs';
   if (process.argv[3] === 'stubborn') process.on('SIGTERM', () => {});
   setInterval(() => {}, 1000);
   writeFileSync(process.argv[2], String(process.pid));`,
);

/** Resolves with the pid of the silent program once it is there. */
async function pidIn(file: string, { ended }: Started): Promise<number> {
  let over = false;
  void ended.then(() => {
    over = true;
  });
  while (!over) {
    try {
      const pid = Number(readFileSync(join(folder, file), 'utf8'));
      if (pid > 0) return pid;
    } catch {
      // Not yet.
    }
    await delay(20);
  }
  throw new Error(`ended before it had started its target: ${JSON.stringify(await ended)}`);
}

/** It has ended, and the first process of the system, which may be busy, has not taken note of it yet. */
const isDefunct = (pid: number): boolean => / Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));

/** A process whose parent has ended is gone once the system has taken note of it. */
async function isGone(pid: number): Promise<boolean> {
  for (const until = performance.now() + 2_000; performance.now() < until; ) {
    try {
      process.kill(pid, 0);
      if (process.platform === 'linux' && isDefunct(pid)) return true;
    } catch {
      return true;
    }
    await delay(20);
  }
  return false;
}

describe('who is interrupted while a target starts ends at once, and leaves nothing running', () => {
  test.each([
    ['SIGINT', 'Interrupted before anything was judged.\n', ['test', 'server']],
    ['SIGTERM', 'Interrupted before anything was judged.\n', ['test', 'client']],
    ['SIGHUP', 'Interrupted before anything was judged.\n', ['test', 'server']],
    ['SIGINT', 'Interrupted.\n', ['doctor']],
    ['SIGINT', 'Interrupted.\n', ['doctor', '--client']],
  ] as const)('%s: %j', async (signal, said, args) => {
    const file = `${args.join('')}-${signal}.pid`;
    const run = start(folder, ...args, '--', process.execPath, silent, file);
    const pid = await pidIn(file, run);
    const began = performance.now();
    run.child.kill(signal);
    const { code, stderr } = await run.ended;
    expect({ code, stderr }).toEqual({ code: 130, stderr: said });
    // A server has 30 s to listen, and a testee 10 s to answer: neither is waited for.
    expect(performance.now() - began).toBeLessThan(slowness.within(6));
    expect(await isGone(pid)).toBe(true);
  });

  test('a second signal does not wait for anybody', async () => {
    const run = start(folder, 'test', 'server', '--', process.execPath, silent, 'twice.pid', 'stubborn');
    const pid = await pidIn('twice.pid', run);
    run.child.kill('SIGINT');
    run.child.kill('SIGTERM');
    expect((await run.ended).code).toBe(130);
    expect(await isGone(pid)).toBe(true);
  });
});

/** A device that takes nothing. */
test.runIf(process.platform === 'linux')('what could not be written is no success', async () => {
  const full = openSync('/dev/full', 'w');
  const child = spawn(process.execPath, [main, 'list'], { stdio: ['ignore', full, 'pipe'] });
  closeSync(full);
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const [code] = await once(child, 'close');
  expect({ code, stderr }).toEqual({
    code: 3,
    stderr: 'The output could not be written: no space is left on the device.\n',
  });
});

test('an old Node is told so in one sentence', async () => {
  const old = 'data:text/javascript,Object.defineProperty(process.versions, "node", { value: "18.20.8" })';
  const { code, stdout, stderr } = await startNode(folder, ['--import', old, main, 'list']).ended;
  expect({ code, stdout, stderr }).toEqual({
    code: 2,
    stdout: '',
    stderr: 'Adjourn needs Node 20.19 or newer, and this is Node 18.20.8: install a newer one.\n',
  });
});

test('a run whose cases are all skipped says which, why, and what to do', async () => {
  const target = ['--', process.execPath, main, 'serve', '--features', 'none'];
  const { code, stdout, stderr } = await start(folder, 'test', 'server', '--case', 'server/operator-ends', ...target)
    .ended;
  expect({ code, stderr }).toEqual({ code: 3, stderr: '' });
  expect(stdout.trim().split('\n').at(-1)).toBe(
    'No verdict: nothing was checked, because the only case was skipped: server/operator-ends (the system does not declare operator): choose other cases, or change what the reason names.',
  );
});

test("an operator's token that is not the server's is no fault of the server", async () => {
  const target = ['--', process.execPath, main, 'serve', '--operator-token-env', 'THEIRS'];
  const args = ['test', 'server', '--case', 'server/operator-ends', '--operator-token-env', 'OURS', ...target];
  const { code, stderr } = await startNode(folder, [main, ...args], { OURS: 'one', THEIRS: 'another' }).ended;
  expect(code).toBe(3);
  expect(stderr).toMatch(
    /^No verdict: the RoomService at \S+ refuses the operator's token with UNAUTHENTICATED: .*\.\n$/,
  );
});
