import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Running, serve } from '../../reference/server/index.js';
import { openNative } from '../../sut/native/index.js';
import { type Bench, type SystemUnderTest, Unreachable } from '../../sut/system.js';
import { runSuite } from '../run/index.js';

let output = '';
let server: Running;
beforeAll(async () => {
  output = await mkdtemp(join(tmpdir(), 'loss-'));
});
afterAll(() => rm(output, { recursive: true }));
beforeEach(async () => {
  server = await serve({ port: 0 });
});
afterEach(() => server.stop());

/** Dies of a Leave while as many worlds as this are open, and can be started again. */
async function mortal(worlds: number): Promise<SystemUnderTest> {
  const system = await openNative({ url: server.url });
  let open = 0;
  let dead = false;
  const mustLive = () => {
    if (dead) throw new Unreachable('nothing listens');
  };
  const around = (bench: Bench): Bench => ({
    act(action) {
      dead ||= action.kind === 'leave' && open >= worlds;
      mustLive();
      return bench.act(action);
    },
    settle: () => bench.settle(),
    close() {
      open -= 1;
      return bench.close();
    },
  });
  return {
    ...system,
    async open(world, report) {
      mustLive();
      open += 1;
      return around(await system.open(world, report));
    },
    async revive() {
      dead = false;
    },
  };
}

const options = { target: '', seed: 3, runs: 4, concurrency: 2 };
const cases = ['server/leave', 'server/end-by-host'];

test('a loss that no scenario causes by itself leaves its case open, and the others are run', async () => {
  const report = await runSuite(await mortal(2), { ...options, cases, output }, () => {});
  expect(report).toMatchObject({ exitCode: 3, trouble: '' });
  const [leave, ...others] = report.cases;
  expect(leave).toMatchObject({ id: 'server/leave', verdict: 'inconclusive' });
  expect(leave?.why).toContain('twice, but no scenario does it when it is played by itself');
  expect(leave?.why).toContain('the 2 scenarios that were under way are saved in');
  expect((await readdir(output)).filter((name) => name.includes('suspect'))).toHaveLength(2);
  expect(others.map(({ verdict }) => verdict)).not.toContain('not-run');
});

test('a run that is stopped while the cause is looked for says what is known', async () => {
  const controller = new AbortController();
  const system = await mortal(2);
  const revive = async () => {
    await system.revive();
    controller.abort();
  };
  const all = { ...options, cases, output, signal: controller.signal };
  const report = await runSuite({ ...system, revive }, all, () => {});
  expect(report.exitCode).toBe(130);
  expect(report.cases[0]).toMatchObject({ verdict: 'inconclusive' });
  expect(report.cases[0]?.why).toContain('and then the run was stopped');
});
