import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { startServer } from './server-process.js';

const folder = mkdtempSync(join(tmpdir(), 'child-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes its pid down, listens, takes no notice of SIGTERM, and calculates for ever once somebody has said something. */
const program = (file: string) => `
  require('node:fs').appendFileSync(${JSON.stringify(join(folder, file))}, process.pid + '\\n');
  process.on('SIGTERM', () => {});
  require('node:net').createServer((socket) => socket.on('data', () => { for (;;); }).on('error', () => {})).listen(process.env.PORT);
`;
const commandOf = (file: string) => [process.execPath, '-e', program(file)];
const pids = (file: string) => readFileSync(join(folder, file), 'utf8').trim().split('\n').map(Number);
const lives = (pid: number | undefined) => {
  try {
    return pid !== undefined && process.kill(pid, 0);
  } catch {
    return false;
  }
};

test('one that hangs is killed and started anew, once, however many ask for it', async () => {
  const child = await startServer(commandOf('hangs'));
  await fetch(child.url.replace('ws', 'http'), { signal: AbortSignal.timeout(200) }).catch(() => {});
  await Promise.all([child.restart(), child.restart(), child.restart()]);
  expect(pids('hangs').map(lives)).toEqual([false, true]);
  await child.stop();
  expect(pids('hangs').map(lives)).toEqual([false, false]);
});

test('what has been stopped is not started again', async () => {
  const child = await startServer(commandOf('stopped'));
  const restarted = child.restart();
  const [, why] = await Promise.all([child.stop(), restarted.catch((error: Error) => error.message)]);
  expect(why).toBe('the command has been stopped');
  expect(pids('stopped').map(lives)).toEqual([false]);
});
