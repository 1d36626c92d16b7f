/** The ratchet, against a server that tells of departures twice: always, at times, or no more. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../exchange/report.js';
import type { Scenario } from '../../exchange/scenario.js';
import { type Running, serve } from '../../reference/server/index.js';
import { openNative } from '../../sut/native/index.js';
import type { ReportRecord, SystemUnderTest } from '../../sut/system.js';
import { runSuite } from '../run/index.js';
import { replayVerdicts } from '../run/replay.js';
import type { KnownFailing } from './file.js';
import { afterUpdate, ratchet, regardKnown } from './index.js';
import { playsFor } from './replays.js';

let server: Running;
let output = '';

async function openStage(): Promise<void> {
  output = await mkdtemp(join(tmpdir(), 'ratchet-'));
  server = await serve({ port: 0 });
}

async function closeStage(): Promise<void> {
  await server.stop();
  await rm(output, { recursive: true });
}

/** Tells of a departure twice in the worlds for which `isFaulty` holds. */
async function faulty(isFaulty: () => boolean): Promise<SystemUnderTest> {
  const system = await openNative({ url: server.url });
  return {
    ...system,
    open(world, tell) {
      const twice = isFaulty();
      const told: ReportRecord = (record, ...rest) => {
        if (twice && record.kind === 'seen' && record.observation.kind === 'participantLeft') tell(record);
        return tell(record, ...rest);
      };
      return system.open(world, told);
    },
  };
}

const EACH = () => true;
const NONE = () => false;

interface Turn {
  readonly isFaulty?: () => boolean;
  /** While what is known is played again. */
  readonly later?: () => boolean;
  readonly cases?: readonly string[];
  readonly known?: KnownFailing;
}

async function turn({
  isFaulty = EACH,
  later = isFaulty,
  cases = ['server/leave'],
  known = { seed: 3, entries: [] },
}: Turn) {
  const system = await faulty(isFaulty);
  const regard = (result: Report['cases'][number]) => regardKnown(result, known.entries);
  const run = { target: '', seed: known.seed, runs: 8, concurrency: 8, cases, output, regard };
  const report = await runSuite(system, run, () => {});
  const again = await faulty(later);
  const replay = (scenario: Scenario, times: number, concurrency: number) =>
    replayVerdicts(again, scenario, { times, concurrency });
  return ratchet(report, known, { replay, concurrency: 8 });
}

/** A list of what fails in these cases. */
const listOf = async (cases: readonly string[], isFaulty = EACH): Promise<KnownFailing> =>
  (await turn({ cases, isFaulty })).next;

const statesOf = ({ known }: Report) => known.map(({ caseId, state }) => `${caseId} ${state}`);

beforeAll(openStage);
afterAll(closeStage);

describe('the ratchet', () => {
  test('a known failure passes as known, and keeps its reason', async () => {
    const list = await listOf(['server/leave']);
    const known = { ...list, entries: list.entries.map((entry) => ({ ...entry, reason: 'ticket 12' })) };
    expect(known.entries).toMatchObject([{ caseId: 'server/leave', clause: 'departure.once' }]);
    const { report, next } = await turn({ known });
    expect(report).toMatchObject({
      exitCode: 0,
      cases: [{ verdict: 'known-failure', failures: [{ known: 'ticket 12' }] }],
    });
    expect(report.known).toMatchObject([
      { caseId: 'server/leave', reason: 'ticket 12', state: 'holds', fails: 1, of: 1 },
    ]);
    expect(next).toEqual(known);
  });

  test('one whose scenario passes is stale, and fails the run', async () => {
    const known = await listOf(['server/leave']);
    const { report, next } = await turn({ known, isFaulty: NONE });
    expect(report).toMatchObject({ exitCode: 1, cases: [{ verdict: 'pass' }], known: [{ state: 'stale', fails: 0 }] });
    expect(next.entries).toEqual([]);
    expect(afterUpdate(report, next)).toMatchObject({ exitCode: 0, known: [] });
  });

  test('a new failure fails the run, and is known after an update', async () => {
    const known = await listOf(['server/leave']);
    const { report, next } = await turn({ known, cases: ['server/leave', 'server/remove'] });
    expect(report).toMatchObject({ exitCode: 1, cases: [{ verdict: 'known-failure' }, { verdict: 'fail' }] });
    expect(next.entries.map(({ caseId }) => caseId)).toEqual(['server/leave', 'server/remove']);
    expect(next.entries[1]?.of).toBeGreaterThan(0);
    expect(afterUpdate(report, next)).toMatchObject({ exitCode: 0, cases: [{}, { verdict: 'known-failure' }] });
  });

  test('what was not run is neither stale nor lost', async () => {
    const known = await listOf(['server/leave', 'server/remove', 'server/goodbye']);
    const { report, next } = await turn({ known, cases: ['server/remove'], isFaulty: NONE });
    expect(statesOf(report)).toContain('server/leave not-run');
    expect(statesOf(report)).toContain('server/remove stale');
    expect(next.entries.map(({ caseId }) => caseId)).toEqual(
      known.entries.map(({ caseId }) => caseId).filter((caseId) => caseId !== 'server/remove'),
    );
  });

  test('another failure by the same clause is new where the known scenario passes', async () => {
    const list = await listOf(['server/leave']);
    const known = { ...list, entries: list.entries.map((entry) => ({ ...entry, reason: 'old', fails: 8, of: 8 })) };
    const { report, next } = await turn({ known, later: NONE });
    expect(report).toMatchObject({ exitCode: 1, known: [{ state: 'stale', of: 24 }], cases: [{ verdict: 'fail' }] });
    expect(next.entries).toMatchObject([{ caseId: 'server/leave', reason: '' }]);
  });

  test('what no replay has ever shown is not stale for passing', async () => {
    const list = await listOf(['server/leave']);
    const known = { ...list, entries: list.entries.map((entry) => ({ ...entry, fails: 0, of: 8 })) };
    const { report, next } = await turn({ known, isFaulty: NONE });
    expect(report).toMatchObject({ exitCode: 0, known: [{ state: 'undecided' }] });
    expect(next.entries).toHaveLength(1);
  });
});

test('the rarer a race, the more plays must pass', () => {
  expect(playsFor({ fails: 8, of: 8 })).toBe(24);
  expect(playsFor({ fails: 0, of: 0 })).toBe(24);
  expect(playsFor({ fails: 1, of: 48 })).toBe(576);
  expect(playsFor({ fails: 1, of: 120 })).toBe(600);
});

test('a race that shows in one world of six holds, run after run', async () => {
  let worlds = 0;
  const atTimes = () => {
    worlds += 1;
    return worlds % 6 === 0;
  };
  const known = await listOf(['server/leave'], atTimes);
  const [entry] = known.entries;
  expect(entry?.fails).toBeLessThan(entry?.of ?? 0);
  for (let time = 0; time < 3; time += 1) {
    worlds = time;
    const { report } = await turn({ known, cases: ['server/leave', 'server/remove'], isFaulty: atTimes });
    expect(statesOf(report)).toEqual(['server/leave holds']);
    expect(report.exitCode, JSON.stringify(report.cases.map(({ verdict }) => verdict))).toBe(0);
  }
  const { report } = await turn({ known, isFaulty: NONE });
  expect(report).toMatchObject({ exitCode: 1, known: [{ state: 'stale' }] });
  expect(report.known[0]?.of).toBe(playsFor(entry ?? { fails: 1, of: 1 }));
});
