import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mutants } from '../../mutants/index.js';
import { type Parts, serve, type Wrap } from '../../reference/server/index.js';
import { openNative } from '../../sut/native/index.js';
import { runSuite } from '../run/index.js';

let output = '';
beforeAll(async () => {
  output = await mkdtemp(join(tmpdir(), 'failure-'));
});
afterAll(() => rm(output, { recursive: true }));

type RoomEvent = Parameters<Parts['machine']>[2];

/** Tells of the very first departure twice, and then of every removal. */
const wrongOnceAndThenOfRemovals: Wrap = (parts) => {
  const wrong = mutants['announces-twice']?.wrap(parts) as Parts;
  let departures = 0;
  return {
    ...wrong,
    machine: (config, room, event) => {
      const right = parts.machine(config, room, event);
      const twice = wrong.machine(config, room, event);
      if (twice[1].length === right[1].length) return right;
      departures += 1;
      return departures === 1 || isRemoval(event) ? twice : right;
    },
  };
};

const isRemoval = (event: RoomEvent): boolean => event.type === 'ask' && event.ask.kind === 'remove';

test('a failure that does not show again lets another case with its clause be shrunk', async () => {
  const server = await serve({ port: 0, wrap: wrongOnceAndThenOfRemovals });
  const system = await openNative({ url: server.url });
  const cases = ['server/leave', 'server/remove', 'server/race-removal'];
  const report = await runSuite(system, { target: '', seed: 3, runs: 4, cases, concurrency: 2, output }, () => {});
  await server.stop();
  const [once, steady, same] = report.cases.map(({ failures }) => failures[0]);
  expect([once, steady, same].map((failure) => failure?.clause)).toEqual(Array(3).fill('departure.once'));
  expect(once?.shrink).toMatchObject({ fails: 0, sameAs: '' });
  expect(steady?.shrink).toMatchObject({ sameAs: '' });
  expect(steady?.shrink.fails).toBeGreaterThan(0);
  expect(steady?.shrink.to).toBeLessThanOrEqual(6);
  expect(same?.shrink).toMatchObject({ sameAs: 'server/remove' });
});
