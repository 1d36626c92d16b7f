import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { reason } from '../../gen/codes.js';
import { mutants } from '../mutants/index.js';
import { type Parts, type Running, serve, type Wrap } from '../reference/server/index.js';
import { openNative } from '../sut/native/index.js';
import type { ReportRecord, SystemUnderTest } from '../sut/system.js';
import { runSuite } from './run/index.js';

let output = '';
let server: Running;
beforeAll(async () => {
  output = await mkdtemp(join(tmpdir(), 'known-'));
  server = await serve({ port: 0 });
});
afterAll(async () => {
  await server.stop();
  await rm(output, { recursive: true });
});

type Fault = 'twice' | 'other-reason';

/** Tells of departures twice, or by another reason: which of the two, `faultOf` says for each world. */
async function faulty(faultOf: () => Fault): Promise<SystemUnderTest> {
  const system = await openNative({ url: server.url });
  return {
    ...system,
    open(world, tell) {
      const fault = faultOf();
      const told: ReportRecord = (record, ...rest) => {
        const isDeparture = record.kind === 'seen' && record.observation.kind === 'participantLeft';
        if (!isDeparture) return tell(record, ...rest);
        if (fault === 'twice') tell(record);
        const observation = { ...record.observation, reason: [reason.REMOVE_PEER] };
        return tell(fault === 'twice' ? record : { ...record, observation });
      };
      return system.open(world, told);
    },
  };
}

test('a case goes on past a fault that another case has shown, finds the next one, and names both', async () => {
  let first = true;
  let worlds = 0;
  const system = await faulty(() => {
    worlds += 1;
    return first || worlds <= 2 ? 'twice' : 'other-reason';
  });
  const run = { target: '', seed: 3, runs: 6, concurrency: 1, cases: ['server/host-leaves', 'server/leave'], output };
  const report = await runSuite(system, run, (event) => {
    if (event.kind !== 'finished') return;
    first = false;
    worlds = 0;
  });
  const [one, other] = report.cases;
  const [known] = one?.failures ?? [];
  expect(one?.failures).toHaveLength(1);
  expect(other?.failures.map(({ clause }) => clause)).toEqual([expect.stringMatching(/^reason\./), known?.clause]);
  expect(other?.failures[1]?.shrink.sameAs).toBe(one?.id);
});

const wrappedBy = (parts: Parts, one: { readonly wrap: Wrap } | undefined): Parts => one?.wrap(parts) ?? parts;

test('a case reports each distinct clause that it finds broken, the more telling one first, and makes each small', async () => {
  const wrap: Wrap = (parts) => [mutants['websocket-code'], mutants['attendee-ends']].reduce(wrappedBy, parts);
  const faultyServer = await serve({ port: 0, roomOrder: true, wrap });
  const system = await openNative({ url: faultyServer.url });
  const run = { target: '', seed: 1, runs: 40, concurrency: 8, cases: ['server/meeting'], output };
  const report = await runSuite(system, run, () => {}).finally(() => faultyServer.stop());
  const [one] = report.cases;
  expect(one?.failures.map(({ clause }) => clause)).toEqual(['end.authority', 'close.code']);
  for (const { shrink } of one?.failures ?? []) {
    expect(shrink.fails).toBeGreaterThan(0);
    expect(shrink.to).toBeLessThanOrEqual(6);
  }
});
