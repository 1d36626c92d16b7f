/** Prosody, judged. Nothing here says what it answers: only what the judges must notice when it, or the reading of it, changes. */
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { cases } from '../../cases/index.js';
import type { Report } from '../../exchange/report.js';
import { attendee, join as enter, host, remove, type Scenario } from '../../exchange/scenario.js';
import { generous } from '../../runner/play/limits.js';
import { play } from '../../runner/play/play.js';
import { openForeign } from '../../sut/foreign/index.js';
import { decided, judgeOf } from '../judge.test.helper.js';
import { openConsole } from './console.js';
import { mapping } from './mapping.js';
import { startProsody } from './server.js';

const installed = (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, 'prosody')));
const SEED = 7;

const built = (name: string): string =>
  fileURLToPath(new URL(`../../../dist/conformance/systems/prosody/${name}`, import.meta.url));
const program = (...args: string[]): string[] => [process.execPath, built('main.js'), ...args];
const faulty = (fault: string): string[] => [process.execPath, built('faulty.test.helper.js'), fault];

const judged = judgeOf({ target: 'prosody', seed: SEED, concurrency: 8 });
const { judge, brokenIn } = judged;

const verdicts = ({ cases: results }: Report) =>
  results.map(({ id, verdict, why }) => ({ id, verdict, why: verdict === 'skip' ? why : '' }));

describe.skipIf(!installed)('Prosody', () => {
  test.each([
    ['without stream management', [], 25],
    ['with stream management', ['--resume', '3'], 26],
  ])('%s has a verdict for every case, and with another seed the same ones', async (_, args, judged) => {
    const report = await judge(program(...args));
    expect(report.profile.name).toMatch(/^Prosody \d/);
    const all = cases.filter(({ side }) => side === 'server').map(({ id }) => id);
    expect(report.cases.map(({ id }) => id).sort()).toEqual(all.sort());
    const found = verdicts(report);
    expect(found.filter(({ verdict }) => !decided.includes(verdict))).toEqual([]);
    expect(found.filter(({ verdict, why }) => verdict === 'skip' && why === '')).toEqual([]);
    expect(found.filter(({ verdict }) => verdict !== 'skip').length).toBeGreaterThanOrEqual(judged);
    const failures = report.cases.flatMap(({ id, failures: all }) =>
      all.map(({ clause, allowed, seen, shrink, scenario }) => ({ id, clause, allowed, seen, shrink, scenario })),
    );
    expect(failures).toEqual([]);
    expect(report.exitCode, JSON.stringify(found)).toBe(0);
    expect(verdicts(await judge(program(...args), [], { seed: SEED + 1 }))).toEqual(found);
  });

  test('a refused End is a pass, and a fail where every seat is an owner', async () => {
    const [asItIs] = (await judge(program(), ['server/end-refused'])).cases;
    expect(asItIs?.verdict).toBe('pass');
    expect(await brokenIn(program('--everyone-owns'), 'server/end-refused')).toEqual(['end.authority']);
  });

  test('one wrong row of the mapping fails the case of leaving', async () => {
    const leaver = mapping.leaver.map((row) =>
      row.native === 'unavailable' ? { ...row, means: [{ code: 1002 }] } : row,
    );
    const file = join(judged.output, 'wrong.json');
    await writeFile(file, JSON.stringify({ ...mapping, leaver }));
    const [left] = (await judge(program('--mapping', file), ['server/leave'])).cases;
    expect(left).toMatchObject({ verdict: 'fail' });
  });

  test('a row that is missing is named, and nothing is concluded', async () => {
    const others = mapping.others.filter(({ native }) => native !== 'unavailable');
    const file = join(judged.output, 'short.json');
    await writeFile(file, JSON.stringify({ ...mapping, others }));
    const [left] = (await judge(program('--mapping', file), ['server/leave'])).cases;
    expect(left).toMatchObject({ verdict: 'inconclusive', why: expect.stringContaining('"unavailable"') });
  });

  test.each([
    ['none', 'server/host-leaves', []],
    ['drops', 'server/host-leaves', ['departure.tells-others']],
    ['doubles', 'server/host-leaves', ['departure.once']],
    ['invents', 'server/host-leaves', ['reason.true']],
    ['disagrees', 'server/remove', ['reason.agree']],
  ])('a fault in the stanzas (%s) is found in %s by %j', async (fault, name, clauses) => {
    expect(await brokenIn(faulty(fault), name)).toEqual(clauses);
  });

  test('a room that becomes members-only tells nobody but the one who is put out', async () => {
    expect(await brokenIn(program('--members-only'), 'server/remove')).toEqual(['departure.tells-others']);
  });

  // That bob was kicked reaches him later than it reaches ann, who kicks him once more while a second device of his comes in.
  test('a kick hits nobody who has just come in under the nickname', async () => {
    const kickAndCome = [enter('phone', 'blue'), remove('ann', 'bob')];
    const scenario: Scenario = {
      seats: [host('ann'), attendee('bob'), attendee('phone', 'bob')],
      rounds: [[enter('ann', 'blue')], [enter('bob', 'blue')], kickAndCome, [enter('bob', 'blue')], kickAndCome],
    };
    const system = await openForeign({ command: program() });
    try {
      for (let time = 0; time < 30; time += 1)
        expect((await play(system, scenario, generous)).judgement).toMatchObject({ kind: 'pass', fault: undefined });
    } finally {
      await system.stop();
    }
  });

  test('one that dies is told with how, and leaves no folder behind', async () => {
    const server = await startProsody(0);
    const console = openConsole(server.console);
    expect(await console.version()).toMatch(/^\d/);
    console.close();
    process.kill(server.pid ?? 0, 'SIGKILL');
    await expect(server.died).rejects.toThrow('SIGKILL');
    expect(existsSync(server.folder)).toBe(true);
    await server.stop();
    expect(existsSync(server.folder)).toBe(false);
  });
});
