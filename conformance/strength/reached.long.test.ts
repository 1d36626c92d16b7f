/** The scenarios toward a triple of the machine do lead there: what a default run misses, a longer one meets. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { routesTo } from '../arbitraries/toward/index.js';
import { type FullTriple, nameOf, reachableFor } from '../oracle/coverage.js';
import { type Running, serve } from '../reference/server/index.js';
import { playInTime } from '../runner/play/index.js';
import { generous } from '../runner/play/limits.js';
import { openNative } from '../sut/native/index.js';
import type { SystemUnderTest } from '../sut/system.js';

const OPERATOR_TOKEN = 'the back end';
/** Which of two things comes first, in the middle of a switch, is a matter of chance. */
const MOST_ROUNDS = 5;
/** Worlds that are open at once; scenarios that wait cost next to nothing. */
const AT_ONCE = 8;
const WAITING_AT_ONCE = 40;

let server: Running;
let system: SystemUnderTest;
beforeAll(async () => {
  // A switch takes a moment, so that something can come in between.
  const config = { replace: true, switch: true, viewer: true, relay: true, resumeWindowMs: 1_000 };
  server = await serve({ port: 0, config, operatorToken: OPERATOR_TOKEN, switchMs: 2 });
  system = await openNative({ url: server.url, operator: { token: OPERATOR_TOKEN } });
});
afterAll(async () => {
  await system.stop();
  await server.stop();
});

test('each triple that counts is met, and nobody is accused', { timeout: 240_000 }, async () => {
  const met = new Set<string>();
  const wrong: string[] = [];
  const isMissing = (triple: FullTriple) => !met.has(nameOf(triple));
  const all = reachableFor(system.profile);

  const playAll = async (timed: boolean) => {
    const left = all.flatMap((goal) =>
      routesTo(goal).flatMap((route) => (route.timed === timed ? [{ goal, scenario: route.scenario }] : [])),
    );
    const work = async () => {
      for (let next = left.pop(); next; next = left.pop()) {
        if (!isMissing(next.goal)) continue;
        const { judgement } = await playInTime(system, next.scenario, { ...generous, waits: timed });
        // A busy machine may leave one without a verdict; the next round plays it again.
        if (judgement.kind === 'fail' || judgement.kind === 'harness-fault')
          wrong.push(`${judgement.kind} toward ${nameOf(next.goal)}`);
        for (const triple of judgement.met) met.add(nameOf(triple));
      }
    };
    await Promise.all(Array.from({ length: timed ? WAITING_AT_ONCE : AT_ONCE }, work));
  };

  for (let round = 0; round < MOST_ROUNDS && all.some(isMissing); round += 1) {
    await playAll(false);
    await playAll(true);
  }
  expect(all.length).toBeGreaterThan(800);
  expect(all.filter(isMissing).map(nameOf)).toEqual([]);
  expect(wrong).toEqual([]);
});
