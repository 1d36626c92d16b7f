/**
 * The subprotocol of text frames, over a part of the cases: a server through the native driver, and a client
 * through its testee.
 */
import { afterEach, expect, test } from 'vitest';
import { serve } from '../reference/server/index.js';
import { runSuite } from '../runner/run/index.js';
import { openNative, TEXT_SUBPROTOCOL } from '../sut/native/index.js';
import type { SystemUnderTest } from '../sut/system.js';

const running: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of running.splice(0).toReversed()) await one.stop();
});

/** The verdicts of the cases. */
async function verdicts(system: SystemUnderTest, side: 'server' | 'client', cases: readonly string[]) {
  const run = { target: '', seed: 1, runs: 6, concurrency: 16, output: '', side, cases };
  const { cases: results } = await runSuite(system, run, () => {});
  return results.map(({ id, verdict, why }) => ({ id, verdict, why }));
}

const SERVER_CASES = ['server/fence*', 'server/end*', 'server/resume*', 'server/switch*', 'server/malformed*'];

test('the reference server over text frames', async () => {
  const config = { resumeWindowMs: 300, replace: true, remove: true, switch: true, viewer: true, relay: true };
  const server = await serve({ port: 0, json: true, config, log: () => {} });
  running.push(server);
  const system = await openNative({ url: server.url, subprotocol: TEXT_SUBPROTOCOL });
  running.push(system);
  const played = await verdicts(system, 'server', SERVER_CASES);
  expect(played.length).toBeGreaterThan(10);
  expect(played.filter(({ verdict }) => verdict !== 'pass' && verdict !== 'skip')).toEqual([]);
});

test('a server without it is said to refuse it', async () => {
  const server = await serve({ port: 0, json: false, log: () => {} });
  running.push(server);
  const opening = openNative({ url: server.url, subprotocol: TEXT_SUBPROTOCOL });
  await expect(opening).rejects.toThrow('refuses the subprotocol adjourn.v1.json');
});
