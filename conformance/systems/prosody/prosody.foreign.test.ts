/** Prosody, judged. Nothing here says what it answers: only what the judges must notice when it, or our reading of it, changes. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cases } from '../../cases/index.js';
import type { Report } from '../../exchange/report.js';
import { attendee, join as enter, host, remove, type Scenario } from '../../exchange/scenario.js';
import { generous } from '../../runner/play/limits.js';
import { play } from '../../runner/play/play.js';
import { runSuite } from '../../runner/run/index.js';
import { openConsole } from './console.js';
import { mapping, openProsody, type ProsodyMapping, type ProsodyOptions } from './index.js';
import { startProsody } from './server.js';

const installed = (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, 'prosody')));
const SEED = 7;

let output = '';
beforeAll(async () => {
  output = await mkdtemp(join(tmpdir(), 'prosody-failures-'));
});
afterAll(() => rm(output, { recursive: true, force: true }));

async function judge(options: ProsodyOptions, globs: readonly string[] = []): Promise<Report> {
  const system = await openProsody(options);
  try {
    const run = { target: 'prosody', seed: SEED, cases: globs, concurrency: 8, output };
    return await runSuite(system, run, () => {});
  } finally {
    await system.stop();
  }
}

const verdicts = ({ cases: results }: Report) =>
  results.map(({ id, verdict, why }) => ({ id, verdict, why: verdict === 'skip' ? why : '' }));

describe.skipIf(!installed)('Prosody', () => {
  test.each([
    ['without stream management', 0],
    ['with stream management', 3],
  ])('%s has a verdict for every case', async (_, resumeSeconds) => {
    const report = await judge({ resumeSeconds });
    expect(report.profile.name).toMatch(/^Prosody \d/);
    const all = cases.filter(({ side }) => side === 'server').map(({ id }) => id);
    expect(report.cases.map(({ id }) => id).sort()).toEqual(all.sort());
    const found = verdicts(report);
    const decided = ['pass', 'fail', 'indistinguishable', 'skip'];
    expect(found.filter(({ verdict }) => !decided.includes(verdict))).toEqual([]);
    expect(found.filter(({ verdict, why }) => verdict === 'skip' && why === '')).toEqual([]);
    expect(found.filter(({ verdict }) => verdict !== 'skip').length).toBeGreaterThanOrEqual(6);
    const failures = report.cases.flatMap(({ id, failures: all }) =>
      all.map(({ clause, allowed, seen, shrink, scenario }) => ({ id, clause, allowed, seen, shrink, scenario })),
    );
    expect(failures).toEqual([]);
    expect(report.exitCode, JSON.stringify(found)).toBe(0);
  });

  test('a refused End is a pass, and a fail where every seat is an owner', async () => {
    const [asItIs] = (await judge({ resumeSeconds: 0 }, ['server/end-refused'])).cases;
    expect(asItIs?.verdict).toBe('pass');
    const [owned] = (await judge({ resumeSeconds: 0, everyoneOwns: true }, ['server/end-refused'])).cases;
    expect(owned).toMatchObject({ verdict: 'fail', failures: [{ clause: 'end.authority' }] });
  });

  test('one wrong row of the mapping fails the case of leaving', async () => {
    const departures = mapping.departures.map((row) => (row.when.own ? { ...row, means: [1002] } : row));
    const wrong: ProsodyMapping = { ...mapping, departures };
    const [left] = (await judge({ resumeSeconds: 0, mapping: wrong }, ['server/leave'])).cases;
    expect(left).toMatchObject({ verdict: 'fail' });
  });

  // That bob was kicked reaches him later than it reaches ann, who kicks him once more while a second device of his comes in.
  test('a kick hits nobody who has just come in under the nickname', async () => {
    const kickAndCome = [enter('phone', 'blue'), remove('ann', 'bob')];
    const scenario: Scenario = {
      seats: [host('ann'), attendee('bob'), attendee('phone', 'bob')],
      rounds: [[enter('ann', 'blue')], [enter('bob', 'blue')], kickAndCome, [enter('bob', 'blue')], kickAndCome],
    };
    const system = await openProsody({ resumeSeconds: 0 });
    try {
      for (let time = 0; time < 30; time += 1)
        expect((await play(system, scenario, generous)).judgement).toMatchObject({ kind: 'pass', fault: undefined });
    } finally {
      await system.stop();
    }
  });

  test('is started again on the same ports when it has died', async () => {
    const server = await startProsody(0);
    try {
      expect(await server.revive()).toBe(false);
      process.kill(server.pid() ?? 0, 'SIGKILL');
      await expect.poll(() => server.howEnded()).toContain('SIGKILL');
      expect(await server.revive()).toBe(true);
      expect(server.howEnded()).toBeUndefined();
      const console = openConsole(server.console);
      expect(await console.version()).toMatch(/^\d/);
      console.close();
    } finally {
      await server.stop();
    }
  });
});
