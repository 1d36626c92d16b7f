/**
 * Each code that a case claims to bring about is really shown when it is run: on the wire of a server, or to the
 * application of a client.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reason } from '../../gen/codes.js';
import { type Case, cases } from '../cases/index.js';
import type { HistoryRecord } from '../exchange/history.js';
import { type Running, serve } from '../reference/server/index.js';
import { play } from '../runner/play/play.js';
import { openNative } from '../sut/native/index.js';
import type { SystemUnderTest } from '../sut/system.js';
import { openTestee } from '../sut/testee/index.js';

const limits = { answerMs: 5_000, lateMs: 500, waits: true, quiet: false };
const OPERATOR_TOKEN = 'the back end';
const declared = { replace: true, switch: true, viewer: true, relay: true, resumeWindowMs: 50 };

/** Three intervals make a timeout, in milliseconds, as with `adjourn serve --heartbeat`. */
const heartbeat = { intervalMs: 100, timeoutMs: 300 };

const TESTEE = new URL('../../dist/conformance/strength/client-testee.js', import.meta.url).pathname;

type Needed = 'server' | 'server with heartbeats' | 'client';

const servers: Running[] = [];
const systems = new Map<Needed, SystemUnderTest>();
beforeAll(async () => {
  const common = { port: 0, config: declared, operatorToken: OPERATOR_TOKEN };
  const [plain, beating] = await Promise.all([serve(common), serve({ ...common, heartbeat })]);
  servers.push(plain, beating);
  const operator = { token: OPERATOR_TOKEN };
  systems.set('server', await openNative({ url: plain.url, operator }));
  systems.set('server with heartbeats', await openNative({ url: beating.url, operator }));
  systems.set('client', await openTestee({ command: [process.execPath, TESTEE] }));
});
afterAll(async () => {
  for (const system of systems.values()) await system.stop();
  for (const server of servers) await server.stop();
});

/**
 * What a case is played on: a server that announces signs of life where the case is about them, and a plain one
 * else.
 */
const neededBy = ({ side, heartbeat }: Case): Needed =>
  side === 'server' && heartbeat.length > 0 ? 'server with heartbeats' : side;

const makers = cases.flatMap((one) =>
  one.codes.map((code) => ({ code, id: one.id, needed: neededBy(one), scenarios: one.scenarios })),
);

function shows(record: HistoryRecord, code: number): boolean {
  if (record.kind === 'seen') return 'reason' in record.observation && record.observation.reason.includes(code);
  if (record.kind !== 'client' || record.note.kind !== 'told') return false;
  return record.note.told.event === 'roomLeft' && record.note.told.reason?.code === code;
}

describe('the codes and the cases that bring them about', () => {
  it('leaves out none', () => {
    const made = [...new Set(makers.map(({ code }) => code))].sort();
    expect(made).toEqual(Object.values(reason));
  });

  it.each(makers)('$code by $id', async ({ code, needed, scenarios }) => {
    const system = systems.get(needed) as SystemUnderTest;
    for (const scenario of fc.sample(scenarios, { seed: 7, numRuns: 5 })) {
      const { history, judgement } = await play(system, scenario, limits);
      const why = 'fault' in judgement ? JSON.stringify(judgement.fault) : '';
      const advice = `the judges do not take ${code} for what caused it. If the prose does, mend the invariants: ${why}`;
      expect(judgement.kind, advice).toBe('pass');
      if (history.records.some((record) => shows(record, code))) return;
    }
    expect.fail(`none of five scenarios showed ${code}`);
  });
});
