import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { mutants } from '../mutants/index.js';
import { serve } from '../reference/server/index.js';
import { openNative } from '../sut/native/index.js';
import { runSuite } from './run/index.js';

const output = await mkdtemp(join(tmpdir(), 'deviating-'));
afterAll(() => rm(output, { recursive: true }));

async function run(mutant: string | undefined, clause: string, cases: readonly string[]) {
  const wrap = mutants[mutant ?? '']?.wrap;
  if (mutant !== undefined && !wrap) throw new Error(`there is no mutant ${mutant}`);
  const server = await serve({ port: 0, roomOrder: true, ...(wrap ? { wrap } : {}) });
  const deviations = [{ clause, why: 'on purpose' }];
  const system = await openNative({ url: server.url });
  const options = { target: '', seed: 3, runs: 8, concurrency: 8, cases, output, deviations };
  return runSuite(system, options, () => {}).finally(() => server.stop());
}

describe('a declared deviation', () => {
  test.each([
    ['websocket-code', 'close.code', ['server/remove', 'server/close-codes']],
    ['never-closes', 'close.follows', ['server/close-codes']],
    ['hosts-only', 'end.last-participant', ['server/last-participant-ends', 'server/end-by-host']],
    ['tells-the-past', 'join.no-past', ['server/late-joiner']],
  ] as const)('of %s is no failure, and is seen', async (mutant, clause, cases) => {
    const report = await run(mutant, clause, cases);
    expect(
      report.cases.filter(({ verdict }) => verdict === 'fail').map(({ id, failures }) => [id, failures[0]?.clause]),
    ).toEqual([]);
    expect(report.exitCode).toBe(0);
    expect(report.declared).toEqual([{ clause, why: 'on purpose', seen: expect.any(Number) }]);
    expect(report.declared[0]?.seen).toBeGreaterThan(0);
  });

  test('that is not there was never seen', async () => {
    const report = await run(undefined, 'close.code', ['server/remove', 'server/meeting']);
    expect(report).toMatchObject({ exitCode: 0, declared: [{ seen: 0 }] });
  });

  test('excuses no other fault', async () => {
    const report = await run('announces-twice', 'close.code', ['server/remove']);
    expect(report).toMatchObject({ exitCode: 1, cases: [{ failures: [{ clause: 'departure.once' }] }] });
  });

  test('leaves nothing of a case that is about it alone: that is played to see it, and skipped', async () => {
    const cases = ['server/last-participant-ends', 'server/leave'];
    const deviating = await run('hosts-only', 'end.last-participant', cases);
    expect(deviating.cases).toMatchObject([{ verdict: 'pass' }, { verdict: 'skip', clauses: [], failures: [] }]);
    expect(deviating.cases.find(({ verdict }) => verdict === 'skip')?.runs).toBeGreaterThan(0);
    expect(deviating).toMatchObject({ exitCode: 0, declared: [{ seen: expect.any(Number) }] });
    const right = await run(undefined, 'end.last-participant', cases);
    expect(right).toMatchObject({ exitCode: 0, declared: [{ seen: 0 }] });
  });
});
