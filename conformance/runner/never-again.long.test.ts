import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as path } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ClauseId } from '../../gen/clauses.js';
import { cases } from '../cases/index.js';
import { serve } from '../reference/server/index.js';
import { openNative } from '../sut/native/index.js';
import type { SystemUnderTest } from '../sut/system.js';
import { fence, meetingOf } from './meeting.test.helper.js';
import { judgeHistory } from './play/judge.js';
import { Patience } from './play/patience.js';
import type { Played } from './play/played.js';
import { contextOf } from './run/index.js';
import { runCase } from './run/run-case.js';
import { CaseTally } from './run/tally.js';

let server: Awaited<ReturnType<typeof serve>>;
let system: SystemUnderTest;
let output = '';
beforeAll(async () => {
  server = await serve({ port: 0 });
  system = await openNative({ url: server.url });
  output = await mkdtemp(path(tmpdir(), 'never-again-'));
});
afterAll(async () => {
  await server.stop();
  await rm(output, { recursive: true });
});

/** The context of a run on a machine that is never late. */
const context = () => ({
  ...contextOf(system, { target: '', seed: 1, cases: [], concurrency: 8, output }, () => {}),
  patience: new Patience(false, () => ({ worstMs: 0, starved: false })),
});

const declared = ['features  extended_codes remove'];
const left = ['bob > leave', 'bob < roomLeft 1101 re=1', 'bob < closed 4101', 'ann < participantLeft bob#1 1101'];
const meeting = (...lines: string[]) => meetingOf(declared, ...left, ...lines, ...fence);

const inTime = { lagMs: 0, starved: false, late: [] };

/** Seen once by the oracle alone, and a right server never shows it again. */
function oracleOnly(clause: ClauseId): Played {
  const history = meeting();
  const fault = { clause, at: 5, allowed: 'nothing', seen: 'a message', oracleOnly: true };
  return { history, judgement: { ...judgeHistory(history), kind: 'fail', refuted: true, fault }, lateness: inTime };
}

/** Ann is told twice: that is wrong whenever it was. */
function proof(): Played {
  const history = meeting('ann < participantLeft bob#1 1101');
  return { history, judgement: judgeHistory(history), lateness: inTime };
}

async function resultOf(...played: readonly Played[]) {
  const one = cases.find(({ id }) => id === 'server/leave');
  if (!one) throw new Error('there is no such case');
  const tally = new CaseTally(7);
  for (const [index, run] of played.entries()) tally.add(index, run);
  return runCase(one, context(), { tally, end: { kind: 'played' }, quiet: false, tookMs: 0 });
}

test('what the oracle alone has seen, and no replay, is no verdict: its file is kept and named', async () => {
  const result = await resultOf(oracleOnly('history.nothing-else'));
  expect(result).toMatchObject({ verdict: 'inconclusive', failures: [] });
  const file = path(output, '7-server-leave-history-nothing-else.json');
  expect(result.why).toMatch(/^failed once by history\.nothing-else and never again \(0 of \d+\): /);
  expect(result.why).toContain(file);
  expect(existsSync(file)).toBe(true);
});

test('what no clock can excuse stands, though no replay shows it', async () => {
  const result = await resultOf(proof());
  expect(result).toMatchObject({ verdict: 'fail', failures: [{ clause: 'departure.once', shrink: { fails: 0 } }] });
  expect(result.why).toBe('seen once, in no replay; the record itself contradicts departure.once');
});

test('what is never seen again hides no other fault', async () => {
  const result = await resultOf(oracleOnly('history.nothing-else'), proof());
  expect(result).toMatchObject({ verdict: 'fail', failures: [{ clause: 'departure.once' }] });
  expect(result.why).toContain('failed once by history.nothing-else and never again');
});
