import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { routesTo } from '../../arbitraries/toward/index.js';
import { pairOf } from '../../oracle/coverage.js';
import { serve } from '../../reference/server/index.js';
import { fromSecret, openNative } from '../../sut/native/index.js';
import { generous } from '../play/limits.js';
import { coverageOf, meet, missingTriples } from './coverage.js';
import { contextOf } from './index.js';

/** So often each goal is tried by one of its ways; a way may be a matter of chance. */
const TRIES = 12;
const AT_ONCE = 4;

const output = mkdtempSync(join(tmpdir(), 'adjourn-steering-'));
/** Long enough that nothing expires by the way. */
const WINDOW_MS = 20_000;
const SECRET = 'a-secret-of-thirty-two-bytes-and-more';
const OPERATOR_TOKEN = 'a-token-of-the-operator-and-no-one-else';
const server = await serve({
  port: 0,
  tokenSecret: SECRET,
  operatorToken: OPERATOR_TOKEN,
  config: { replace: true, switch: true, viewer: true, relay: true, resumeWindowMs: WINDOW_MS },
});
const system = await openNative({
  url: server.url,
  tokens: fromSecret(SECRET),
  operator: { token: OPERATOR_TOKEN },
});
afterAll(async () => {
  await system.stop();
  await server.stop();
  rmSync(output, { recursive: true });
});

it('each pair that need not wait is met by one of the ways to it', { timeout: 3_600_000 }, async () => {
  const context = contextOf(system, { target: '', seed: 1, cases: [], concurrency: 1, output }, () => {});
  const { triples, playInTime } = context;
  const waiting = new Set<string>();
  const met = new Set<string>();
  const work = [...missingTriples(triples)];
  const worker = async () => {
    for (let goal = work.shift(); goal; goal = work.shift()) {
      const pair = pairOf(goal);
      const isMet = () => met.has(pair);
      const routes = routesTo(goal).filter(({ timed }) => !timed);
      if (routes.length === 0) waiting.add(pair);
      for (const { scenario } of routes.slice(0, TRIES))
        if (!isMet()) {
          const { judgement } = await playInTime(scenario, generous, { wanted: () => true });
          meet(triples, judgement.met);
          for (const triple of judgement.met) met.add(pairOf(triple));
        }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  expect(coverageOf(triples).missingPairs.filter((pair) => !waiting.has(pair))).toEqual([]);
});
