import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mutants } from '../mutants/index.js';
import { serve, type Wrap } from '../reference/server/index.js';
import { openNative } from '../sut/native/index.js';
import type { SystemUnderTest } from '../sut/system.js';
import type { RunEvent, RunOptions } from './options.js';
import { runSuite } from './run/index.js';

let output = '';
beforeAll(async () => {
  output = await mkdtemp(join(tmpdir(), 'interrupted-'));
});
afterAll(() => rm(output, { recursive: true }));

/**
 * Runs a case that fails. So many worlds after an event the user stops the run, and the world of that moment never
 * answers.
 */
async function interrupted(after: RunEvent['kind'], worlds: number, concurrency: number) {
  const server = await serve({ port: 0, wrap: mutants['announces-twice']?.wrap as Wrap });
  const system = await openNative({ url: server.url });
  const controller = new AbortController();
  let left = Number.POSITIVE_INFINITY;
  const open: SystemUnderTest['open'] = (world, report) => {
    left -= 1;
    if (left > 0) return system.open(world, report);
    controller.abort();
    return new Promise(() => {});
  };
  const onEvent = ({ kind }: RunEvent) => {
    if (kind === after) left = worlds;
  };
  const { signal } = controller;
  const options: RunOptions = { target: '', seed: 3, cases: ['server/meeting'], concurrency, output, signal };
  const report = await runSuite({ ...system, open }, options, onEvent);
  await server.stop();
  return report;
}

test.each([
  { worlds: 16, atOnce: 1 },
  { worlds: 16, atOnce: 4 },
])('a failure that is being shrunk is reported and saved as far as it was shrunk: %o', async ({ worlds, atOnce }) => {
  const { exitCode, cases } = await interrupted('shrinking', worlds, atOnce);
  expect(exitCode).toBe(130);
  expect(cases).toMatchObject([{ verdict: 'fail', failures: [{ clause: 'departure.once' }] }]);
  const [failure] = cases[0]?.failures ?? [];
  expect(failure?.shrink.to).toBeLessThan(failure?.shrink.from ?? 0);
  expect(await readdir(output)).toContain(failure?.file.split('/').at(-1));
});

test('work in hand is not waited for', async () => {
  const { exitCode, cases } = await interrupted('started', 1, 1);
  expect(exitCode).toBe(130);
  expect(cases).toMatchObject([{ id: 'server/meeting', runs: 0 }]);
});
