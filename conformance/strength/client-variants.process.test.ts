/**
 * Right clients against the suite: none is accused, and none is left without a verdict. The list of what they are
 * free to do is freedoms.ts.
 */
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { examineClient } from '../runner/doctor/client.js';
import { runSuite } from '../runner/run/index.js';
import { TEXT_SUBPROTOCOL } from '../sut/native/index.js';
import { openTestee } from '../sut/testee/index.js';

const TESTEE = fileURLToPath(new URL('../../dist/conformance/strength/client-testee.js', import.meta.url));

/** The cases that did not pass, with what is said of them. `runs`: scenarios for each case. */
async function faults(variant: string, seed: number, cases: readonly string[], runs: number, rest = {}) {
  const command = [process.execPath, TESTEE, '--variant', variant, '--seed', String(seed)];
  const client = await openTestee({ command, ...rest });
  try {
    const run = { target: '', seed, runs, concurrency: 16, output: '', side: 'client', cases } as const;
    const { cases: results } = await runSuite(client, run, () => {});
    expect(results).not.toEqual([]);
    return results
      .filter(({ verdict, why }) => verdict !== 'pass' && !why.startsWith(UNLUCKY))
      .map(({ id, verdict, why, failures }) => `${id} ${verdict} ${why}${failures.map(({ clause }) => clause)}`);
  } finally {
    await client.stop();
  }
}

/** In a few scenarios not everything happens that a case is about: that accuses nobody. */
const UNLUCKY = 'nothing happened that';

test.each<readonly [string, readonly string[]]>([
  ['acknowledges-at-once', ['client/room-left*', 'client/heartbeat']],
  ['takes-its-time', ['client/crowd', 'client/heartbeat']],
  ['tells-late', ['client/list*', 'client/participant-left']],
  ['tells-of-no-arrivals', ['client/list*', 'client/later-revision']],
  ['connects-twice', ['client/resume*', 'client/other-close', 'client/gap']],
  ['closes-late', ['client/one-connection', 'client/resume*', 'client/leave*']],
  ['impatient-joiner', ['client/leave-anywhere']],
  ['joins-once', ['client/join-again-after-loss', 'client/repeats-alone']],
  ['waits-long', ['client/join-again-after-loss']],
  ['speaks-text', ['client/leave*', 'client/later-revision', 'client/resume']],
])('%s', async (variant, cases) => {
  expect(await faults(variant, 1, cases, 8)).toEqual([]);
});

test('a client that asks for both subprotocols is given the one that the suite prefers', async () => {
  const cases = ['client/leave', 'client/later-revision', 'client/heartbeat'];
  const rest = { subprotocol: TEXT_SUBPROTOCOL };
  expect(await faults('speaks-text-otherwise', 1, cases, 8, rest)).toEqual([]);
});

test.concurrent.each([1, 2, 3])('every freedom, drawn by the seed %i', async (seed) => {
  expect(await faults('every-client-freedom', seed, [], 3)).toEqual([]);
});

test.each(['tells-of-no-arrivals', 'joins-once', 'speaks-text'])(
  'the doctor finds nothing wrong with %s',
  async (variant) => {
    const client = await openTestee({ command: [process.execPath, TESTEE, '--variant', variant, '--seed', '1'] });
    const { findings, runs } = await examineClient(client).finally(() => client.stop());
    expect(findings.filter(({ mark }) => mark === 'bad')).toEqual([]);
    expect(runs).toBe(true);
  },
);
