/**
 * A case whose scenarios are drawn must check each of its clauses in every run, as good as surely: else a right server
 * is left without a verdict, by the luck of a seed.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ClauseId } from '../../gen/clauses.js';
import { type Case, cases } from '../cases/index.js';
import { type Running, serve } from '../reference/server/index.js';
import { playInTime } from '../runner/play/index.js';
import { generous } from '../runner/play/limits.js';
import { heldTo, whyNot } from '../runner/run/select.js';
import { openNative } from '../sut/native/index.js';
import type { SystemUnderTest } from '../sut/system.js';

/** So many scenarios of a case tell how often a clause is checked. */
const DRAWN = 24;
/** Worlds that are open at once; scenarios that wait are all played at once. */
const AT_ONCE = 8;
/** Of a thousand runs, so many at most may leave a clause of a case unchecked. */
const MOST_MISSED = 0.001;
/** Cases of more runs check what their core brings about in each of them. */
const FEW_RUNS = 20;

const OPERATOR_TOKEN = 'the back end';

let server: Running;
let system: SystemUnderTest;
beforeAll(async () => {
  // A longer window than that of `adjourn serve`: a busy machine comes back in time.
  const config = { replace: true, switch: true, viewer: true, relay: true, resumeWindowMs: 1_500 };

  const heartbeat = { intervalMs: 500, timeoutMs: 3_000 };
  server = await serve({ port: 0, config, heartbeat, operatorToken: OPERATOR_TOKEN });
  system = await openNative({ url: server.url, operator: { token: OPERATOR_TOKEN } });
});
afterAll(async () => {
  await system.stop();
  await server.stop();
});

/** In what part of the scenarios each clause was checked. */
async function shares(one: Case): Promise<ReadonlyMap<ClauseId, number>> {
  const left = fc.sample(one.scenarios, { seed: 1, numRuns: DRAWN });
  const counts = new Map<ClauseId, number>();
  const work = async () => {
    for (let scenario = left.pop(); scenario; scenario = left.pop()) {
      const { judgement } = await playInTime(system, scenario, { ...generous, waits: one.timed });
      for (const [clause, checks] of judgement.checks)
        if (checks > 0) counts.set(clause, (counts.get(clause) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: one.timed ? DRAWN : AT_ONCE }, work));
  return new Map([...counts].map(([clause, count]) => [clause, count / DRAWN]));
}

const drawn = cases.filter(
  ({ side, alone, runs, toward }) => side === 'server' && !alone && !toward && runs < FEW_RUNS,
);

describe('each clause of a case is checked in every run', () => {
  test.concurrent.each(drawn.map((one) => [one.id, one] as const))('%s', { timeout: 60_000 }, async (_, one) => {
    if (whyNot(one, system.profile) !== '') return;
    const share = await shares(one);
    for (const clause of heldTo(one, system.profile)) {
      const missed = (1 - (share.get(clause) ?? 0)) ** one.runs;
      const advice = `${clause} is checked in ${share.get(clause) ?? 0} of the scenarios, of which a run plays ${one.runs}`;
      expect(missed, `${advice}: draw it more often, or give the case more runs`).toBeLessThanOrEqual(MOST_MISSED);
    }
  });
});
