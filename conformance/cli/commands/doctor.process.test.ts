/** `adjourn doctor` as its callers meet it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { main, misbehaving, serving, start, stop } from '../launch.test.helper.js';
import { measureSlowness } from '../slowness.test.helper.js';

const folder = mkdtempSync(join(tmpdir(), 'adjourn-doctor-'));
afterAll(() => rmSync(folder, { recursive: true }));

const slowness = measureSlowness();
afterAll(() => slowness.stop());

const doctor = (...args: string[]) => start(folder, 'doctor', ...args).ended;

test('finds nothing the matter with our own server', async () => {
  const { code, stdout, stderr, tookMs } = await doctor();
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^(✓ .+\n){7,}\nA run makes sense\.\n$/);
  expect(tookMs).toBeLessThan(slowness.within(10));
});

test('says what a run will fail by, and that it makes sense all the same', async () => {
  const { code, stdout } = await doctor('--', process.execPath, main, 'serve', '--mutant', 'eager-sync');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^✗ answers before it has acted: .* Send the effects of a request before any answer/m);
  expect(stdout).toContain('will fail because of what is marked ✗');
});

test('says why a run makes no sense yet', async () => {
  const server = await serving(folder);
  await stop(server);
  const { code, stdout, stderr } = await doctor('--url', server.url);
  expect({ code, stderr }).toEqual({ code: 3, stderr: '' });
  expect(stdout).toBe(
    `✗ nothing listens at ${server.url} (connection refused). Start the server, or give another address.\n\nA run makes no sense yet.\n`,
  );
});

test.concurrent.each([
  ['accepts-only.mjs', 'no upgrade'],
  ['mute.mjs', 'answers no Join'],
])('takes less than 10 s for %s', async (name, words) => {
  const server = await misbehaving(folder, name);
  const { code, stdout, tookMs } = await doctor('--url', server.url);
  await stop(server);
  expect(code).toBe(3);
  expect(stdout).toContain(words);
  expect(tookMs).toBeLessThan(slowness.within(10));
});
