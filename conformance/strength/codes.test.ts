/** Each code that a case claims to bring about is really shown when it is run. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cases } from '../cases/index.js';
import { type Running, serve } from '../reference/index.js';
import { play } from '../runner/index.js';
import { openNative } from '../sut/native/index.js';
import type { SystemUnderTest } from '../sut/system.js';

const limits = { answerMs: 5_000, lateMs: 500, quiet: false };
const OPERATOR_TOKEN = 'the back end';
const declared = { replace: true, switch: true, viewer: true, relay: true, resumeWindowMs: 50 };

let server: Running;
let system: SystemUnderTest;
beforeAll(async () => {
  server = await serve({ port: 0, config: declared, operatorToken: OPERATOR_TOKEN });
  system = await openNative({ url: server.url, operator: { token: OPERATOR_TOKEN } });
});
afterAll(async () => {
  await system.stop();
  await server.stop();
});

const makers = cases.flatMap((one) => one.codes.map((code) => ({ code, id: one.id, scenarios: one.scenarios })));

describe('the codes and the cases that bring them about', () => {
  it('leaves out only what a client tells itself', () => {
    const made = [...new Set(makers.map(({ code }) => code))].sort();
    expect(made).toEqual([1001, 1002, 1003, 1004, 1005, 1006, 1008, 1009, 1010, 1011, 1101]);
  });

  it.each(makers)('$code by $id', async ({ code, scenarios }) => {
    for (const scenario of fc.sample(scenarios, { seed: 7, numRuns: 5 })) {
      const { history, judgement } = await play(system, scenario, limits);
      expect(judgement.kind).toBe('pass');
      const shown = history.records.some(
        (record) =>
          record.kind === 'seen' && 'reason' in record.observation && record.observation.reason.includes(code),
      );
      if (shown) return;
    }
    expect.fail(`none of five scenarios showed ${code}`);
  });
});
