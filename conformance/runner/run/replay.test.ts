import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as path } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseExample } from '../../exchange/notation/index.js';
import type { Failure } from '../../exchange/report.js';
import { host, join, leave, type Scenario } from '../../exchange/scenario.js';
import { serve } from '../../reference/server/index.js';
import { openNative } from '../../sut/native/index.js';
import { type SystemUnderTest, Unreachable } from '../../sut/system.js';
import { saveFailure } from '../save.js';
import { replayFile } from './replay.js';

const scenario: Scenario = { seats: [host('ann')], rounds: [[join('ann')], [leave('ann')]] };
const { history } = parseExample('features extended_codes remove\nseats ann:host\nround 1\n');

let server: Awaited<ReturnType<typeof serve>>;
let system: SystemUnderTest;
let folder = '';
let file = '';
beforeAll(async () => {
  server = await serve({ port: 0 });
  system = await openNative({ url: server.url });
  folder = await mkdtemp(path(tmpdir(), 'replay-'));
  const shrink = { from: 2, to: 2, tookMs: 0, fails: 1, of: 9, atOnce: 4, sameAs: '' };
  const what = { clause: 'request.answered', at: 1, allowed: 'an answer', seen: 'none', oracleOnly: false } as const;
  const failure: Failure = { ...what, scenario, history, shrink, file: '' };
  file = await saveFailure(failure, { seed: 1, caseId: 'server/join' }, folder);
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

/** The same system, dead as soon as more than so many worlds are open, until it is revived. */
function bearing(most: number) {
  const seen = { open: 0, most: 0, revived: 0 };
  let dead = false;
  const fragile: SystemUnderTest = {
    profile: system.profile,
    async open(world, report) {
      seen.open += 1;
      seen.most = Math.max(seen.most, seen.open);
      dead ||= seen.open > most;
      if (dead) {
        seen.open -= 1;
        throw new Unreachable('nobody listens');
      }
      const bench = await system.open(world, report);
      const close = async () => {
        seen.open -= 1;
        await bench.close();
      };
      return { act: (action) => bench.act(action), settle: () => bench.settle(), close };
    },
    async revive() {
      seen.revived += 1;
      dead = false;
    },
    stop: async () => {},
  };
  return { fragile, seen };
}

test('is played among others, as often as was asked', async () => {
  const { fragile, seen } = bearing(100);
  const report = await replayFile(fragile, file, { target: 'x', times: 10, concurrency: 4 });
  expect(report).toMatchObject({ exitCode: 0, cases: [{ verdict: 'pass', runs: 10 }] });
  expect(report.cases[0]?.why).toBe('fails 0 of 10; failed 1 of 9 when it was saved');
  expect(seen).toEqual({ open: 0, most: 4, revived: 0 });
});

test('goes on one by one where the target was lost among others', async () => {
  const { fragile, seen } = bearing(3);
  const report = await replayFile(fragile, file, { target: 'x', times: 5, concurrency: 4 });
  expect(report).toMatchObject({ exitCode: 0, cases: [{ verdict: 'pass', runs: 5 }] });
  expect(seen).toMatchObject({ open: 0, revived: 1 });
});

test.each([
  ['of somebody who has no seat', { ...scenario, seats: [] }, /^A step is "ann"'s, who has no seat; seats: none\.$/],
  ['without steps', { ...scenario, rounds: [[]] }, /^Its scenario has no steps\.$/],
])('a scenario %s is refused', async (_, broken, why) => {
  const shrink = { from: 2, to: 2, tookMs: 0, fails: 1, of: 1, atOnce: 1, sameAs: '' };
  const what = { clause: 'request.answered', at: 1, allowed: '', seen: '', oracleOnly: false } as const;
  const unplayable = await saveFailure(
    { ...what, scenario: broken, history, shrink, file: '' },
    { seed: 2, caseId: 'server/join' },
    folder,
  );
  await expect(replayFile(system, unplayable, { target: 'x' })).rejects.toThrow(why);
});
