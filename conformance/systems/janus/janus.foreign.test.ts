/** Janus, judged. Nothing here says what it answers: only what the judges must notice when it, or the reading of it, changes. */
import { existsSync, readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { cases } from '../../cases/index.js';
import { NOBODY } from '../../exchange/names.js';
import { attendee, end, join as enter, host, leave, remove, type Scenario, sync } from '../../exchange/scenario.js';
import { generous } from '../../runner/play/limits.js';
import { play } from '../../runner/play/play.js';
import { openForeign } from '../../sut/foreign/index.js';
import { judgeOf, undecided } from '../judge.test.helper.js';

const installed = (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, 'janus')));
const main = fileURLToPath(new URL('main.mjs', import.meta.url));
const program = (...args: string[]): string[] => [process.execPath, main, ...args];
const SEED = 7;
/** So often a race is tried that shows in one of ten. */
const MOST_TRIES = 400;

const judged = judgeOf({ target: 'janus', seed: SEED, concurrency: 8, runs: 8 });
const { judge, brokenIn } = judged;

/** Whether the clause is broken in one of so many plays. */
async function everBreaks(clause: string, scenario: Scenario, command = program()): Promise<boolean> {
  const system = await openForeign({ command });
  try {
    for (let time = 0; time < MOST_TRIES; time += 1)
      if ((await play(system, scenario, generous)).judgement.fault?.clause === clause) return true;
    return false;
  } finally {
    await system.stop();
  }
}

const foldersOfServers = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('janus-'));

describe.skipIf(!installed)(`Janus${installed ? '' : ' (there is none: apt-get install janus)'}`, () => {
  test('has a verdict for every case', async () => {
    const report = await judge(program(), [], { runs: 4 });
    expect(report.profile.name).toMatch(/^Janus \d/);
    const all = cases.filter(({ side }) => side === 'server').map(({ id }) => id);
    expect(report.cases.map(({ id }) => id).sort()).toEqual(all.sort());
    expect(undecided(report)).toEqual([]);
    expect(report.cases.filter(({ verdict, why }) => verdict === 'skip' && why === '')).toEqual([]);
    expect(report.cases.filter(({ verdict }) => verdict !== 'skip').length).toBeGreaterThanOrEqual(34);
  });

  test('where a session may be claimed, a loss is told when the window is over', async () => {
    const { cases: results } = await judge(program('--reclaim', '3'), [
      'server/connection-lost',
      'server/resume-window',
    ]);
    expect(results.map(({ id, verdict }) => ({ id, verdict }))).toEqual([
      { id: 'server/connection-lost', verdict: 'pass' },
      { id: 'server/resume-window', verdict: 'pass' },
    ]);
  });

  test.each([
    ['drop', 'server/remove', 'departure.tells-others'],
    ['double', 'server/leave', 'departure.once'],
    ['other-reason', 'server/remove', 'reason.agree'],
    ['everyone-host', 'server/end-refused', 'end.authority'],
  ])('with the fault "%s" fails %s by %s, and not without it', async (plant, name, clause) => {
    expect(await brokenIn(program('--plant', plant), name)).toEqual([clause]);
    expect(await brokenIn(program(), name)).toEqual([]);
  });

  test('a wrong row of the mapping fails the case that it is about', async () => {
    const file = join(judged.output, 'wrong.json');
    await writeFile(file, JSON.stringify({ others: [{ native: 'kicked', means: [{ code: 1_001 }] }] }));
    expect(await brokenIn(program('--mapping', file), 'server/remove')).toEqual(['reason.agree']);
  });

  test('requests that are not waited for are answered in any order, and this is found', async () => {
    const scenario: Scenario = {
      seats: [attendee('bob')],
      rounds: [[enter('bob', 'blue')], [remove('bob', NOBODY), sync('bob')]],
    };
    expect(await everBreaks('request.in-order', scenario, program('--pipelined'))).toBe(true);
  });

  test('one who leaves while the room is destroyed is told twice that it is over, and this is found', async () => {
    const scenario: Scenario = {
      seats: [host('ann'), attendee('bob')],
      rounds: [[enter('ann', 'blue')], [enter('bob', 'blue')], [end('ann'), leave('bob')]],
    };
    expect(await everBreaks('departure.last', scenario)).toBe(true);
  });

  test('leaves no folder behind', async () => {
    const before = foldersOfServers();
    const system = await openForeign({ command: program() });
    expect(foldersOfServers().length).toBeGreaterThan(before.length);
    await system.stop();
    expect(foldersOfServers().filter((name) => !before.includes(name))).toEqual([]);
  });
});
