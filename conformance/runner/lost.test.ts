import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { measureSlowness } from '../cli/slowness.test.helper.js';
import { mutants } from '../mutants/index.js';
import { type Parts, serve, type Wrap } from '../reference/server/index.js';
import { openNative } from '../sut/native/index.js';
import { runSuite } from './run/index.js';

let output = '';
beforeAll(async () => {
  output = await mkdtemp(join(tmpdir(), 'lost-'));
});
afterAll(() => rm(output, { recursive: true }));

const slowness = measureSlowness();
afterAll(() => slowness.stop());

/** Tells of every departure twice, and takes up nothing any more after so many Joins. */
const wrongThenStuck =
  (joins: number): Wrap =>
  (parts) => {
    const wrong = mutants['announces-twice']?.wrap(parts) as Parts;
    let count = 0;
    return {
      ...wrong,
      machine: (config, room, event) => {
        if (event.type === 'join') count += 1;
        return count > joins ? [room, []] : wrong.machine(config, room, event);
      },
    };
  };

test('a failure that has been found stands, though the target hangs while it is shrunk', async () => {
  const server = await serve({ port: 0, wrap: wrongThenStuck(45) });
  const system = await openNative({ url: server.url });
  const options = { target: '', seed: 3, runs: 4, cases: ['server/remove', 'server/leave', 'server/end*'] };
  const began = performance.now();
  const report = await runSuite(system, { ...options, concurrency: 2, output }, () => {});
  await server.stop();
  expect(performance.now() - began).toBeLessThan(slowness.within(15));
  expect(report.exitCode).toBe(1);
  expect(report.trouble).toContain('the target hangs');
  const [first, ...others] = report.cases;
  expect(first).toMatchObject({ id: 'server/leave', verdict: 'fail', failures: [{ clause: 'departure.once' }] });
  expect(first?.failures[0]?.file).not.toBe('');
  expect(new Set(others.map(({ verdict }) => verdict))).toEqual(new Set(['not-run']));
});
