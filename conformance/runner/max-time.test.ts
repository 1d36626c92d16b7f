import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { mutants } from '../mutants/index.js';
import { serve, type Wrap } from '../reference/server/index.js';
import { openNative } from '../sut/native/index.js';
import type { SystemUnderTest } from '../sut/system.js';
import type { RunEvent, RunOptions } from './options.js';
import { runSuite } from './run/index.js';

let output = '';
beforeAll(async () => {
  output = await mkdtemp(join(tmpdir(), 'max-time-'));
});
afterAll(() => rm(output, { recursive: true }));
afterEach(() => vi.restoreAllMocks());

/** A time that nothing else waits for. */
const MAX_MS = 12_345_678;

/** The clock of a run's time, which rings when the test says so. */
function ringing(): () => void {
  let ring = () => {};
  const real = globalThis.setTimeout;
  const timer = (run: () => void, ms?: number) => {
    if (ms === MAX_MS) ring = run;
    return real(ms === MAX_MS ? () => {} : run, ms === MAX_MS ? 0 : ms);
  };
  vi.spyOn(globalThis, 'setTimeout').mockImplementation(timer as typeof setTimeout);
  return () => ring();
}

const CASES = ['server/leave-twice', 'server/meeting'];

/** Runs two cases. The time is over so many worlds after an event, and the world of that moment never answers. */
async function timed(after: RunEvent['kind'], worlds: number, { mutant = '', maxTimeMs = MAX_MS } = {}) {
  const { wrap } = mutants[mutant] ?? {};
  const server = await serve({ port: 0, ...(wrap && { wrap: wrap as Wrap }) });
  const system = await openNative({ url: server.url });
  const ring = ringing();
  let left = Number.POSITIVE_INFINITY;
  const open: SystemUnderTest['open'] = (world, report) => {
    left -= 1;
    if (left > 0) return system.open(world, report);
    ring();
    return new Promise(() => {});
  };
  const onEvent = ({ kind }: RunEvent) => {
    if (kind === after) left = Math.min(left, worlds);
  };
  const options: RunOptions = { target: '', seed: 3, cases: CASES, concurrency: 4, output, maxTimeMs };
  const report = await runSuite({ ...system, open }, options, onEvent);
  await server.stop();
  return report;
}

test('nothing more is begun, what was judged is kept, and what was not run is listed with the reason', async () => {
  const { exitCode, cases, trouble } = await timed('finished', 9);
  expect(cases.map(({ verdict, why }) => [verdict, why])).toEqual([
    ['pass', ''],
    ['inconclusive', expect.stringMatching(/^the time of the run was used up: \d+ of \d+ scenarios were played$/)],
  ]);
  expect(trouble).toBe('the time of the run was used up: 1 of 2 cases were not run, or not concluded');
  expect(exitCode).toBe(3);
});

test('a case of which nothing was played was not run', async () => {
  const { cases } = await timed('finished', 1);
  expect(cases[1]).toMatchObject({ verdict: 'not-run', why: 'the time of the run was used up before', runs: 0 });
});

test('a failure that was shown again is kept as far as it was shrunk', async () => {
  const { exitCode, cases, trouble } = await timed('shrinking', 16, { mutant: 'announces-twice' });
  expect(exitCode).toBe(1);
  expect(cases).toMatchObject([
    { verdict: 'fail', failures: [{ clause: 'departure.once' }] },
    { verdict: 'not-run', why: 'the time of the run was used up before' },
  ]);
  expect(trouble).toContain('1 of 2 cases were not run');
});

test('a run without any time left runs nothing, and has no verdict', async () => {
  const { exitCode, cases } = await timed('planned', Number.POSITIVE_INFINITY, { maxTimeMs: -1 });
  expect(cases.map(({ verdict }) => verdict)).toEqual(['not-run', 'not-run']);
  expect(exitCode).toBe(3);
});

test('a run that is over in its time is as one without a bound', async () => {
  const { exitCode, trouble } = await timed('planned', Number.POSITIVE_INFINITY);
  expect({ exitCode, trouble }).toEqual({ exitCode: 0, trouble: '' });
});
