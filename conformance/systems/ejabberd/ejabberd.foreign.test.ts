/** ejabberd, judged. Nothing here says what it answers: only what the judges must notice when it, or the reading of it, changes. */
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { reason } from '../../../gen/codes.js';
import { cases } from '../../cases/index.js';
import { judgeOf, undecided } from '../judge.test.helper.js';
import { ejabberdLibraries, startEjabberd } from './server.js';

const libraries = ejabberdLibraries();
const absent = libraries === undefined ? 'there is no ejabberd here: apt-get install ejabberd' : '';
const SEED = 7;

const main = fileURLToPath(new URL('../../../dist/conformance/systems/ejabberd/main.js', import.meta.url));
const program = (...args: string[]): string[] => [process.execPath, main, ...args];

const judged = judgeOf({ target: 'ejabberd', seed: SEED, concurrency: 4, runs: 8 });
const { judge, brokenIn } = judged;

describe.skipIf(absent !== '')(`ejabberd${absent === '' ? '' : ` (${absent})`}`, () => {
  test('has a verdict for every case', async () => {
    const report = await judge(program(), [], { runs: 4 });
    expect(report.profile.name).toMatch(/^ejabberd \d/);
    const all = cases.filter(({ side }) => side === 'server').map(({ id }) => id);
    expect(report.cases.map(({ id }) => id).sort()).toEqual(all.sort());
    expect(undecided(report)).toEqual([]);
    expect(report.cases.filter(({ verdict, why }) => verdict === 'skip' && why === '')).toEqual([]);
    expect(report.cases.filter(({ verdict }) => verdict !== 'skip').length).toBeGreaterThanOrEqual(30);
  });

  test.each([
    ['drops', 'server/host-leaves', 'departure.tells-others'],
    ['doubles', 'server/host-leaves', 'departure.once'],
    ['invents', 'server/host-leaves', 'reason.true'],
    ['disagrees', 'server/remove', 'reason.agree'],
    ['everyone-owns', 'server/end-refused', 'end.authority'],
  ])('with the fault "%s" fails %s by %s', async (plant, name, clause) => {
    expect(await brokenIn(program('--plant', plant), name)).toEqual([clause]);
  });

  test('fails none of these without a fault', async () => {
    const names = ['host-leaves', 'remove', 'end-refused', 'end-by-host'].map((name) => `server/${name}`);
    const { cases: results } = await judge(program(), names);
    expect(results.map(({ id }) => id).sort()).toEqual(names.sort());
    expect(results.map(({ failures }) => failures.length)).toEqual([0, 0, 0, 0]);
    expect(results.map(({ verdict }) => verdict)).not.toContain('inconclusive');
  });

  test('a wrong row of the mapping fails the case that it is about', async () => {
    const file = join(judged.output, 'wrong.json');
    const others = [{ native: 'status 307', means: [{ code: reason.WEBSOCKET_DISCONNECTED }] }];
    await writeFile(file, JSON.stringify({ others }));
    expect(await brokenIn(program('--mapping', file), 'server/remove')).toEqual(['reason.agree']);
  });

  test('the second end that everybody is told of, where the back end destroys a room, is found and shrunk', async () => {
    const [result] = (await judge(program(), ['server/operator-ends'])).cases;
    expect(result?.failures.map(({ clause }) => clause)).toEqual(['departure.last']);
    const [failure] = result?.failures ?? [];
    expect(failure?.seen).toMatch(/^RoomLeft .* after RoomLeft$/);
    expect(failure?.scenario.rounds.flat()).toHaveLength(2);
    expect(failure?.shrink.fails).toBeGreaterThan(0);
  });

  test('one that dies is told with how, and leaves no folder behind', async () => {
    const server = await startEjabberd(libraries);
    expect(await server.api.version()).toMatch(/^\d/);
    process.kill(server.pid ?? 0, 'SIGKILL');
    await expect(server.died).rejects.toThrow('SIGKILL');
    expect(existsSync(server.folder)).toBe(true);
    await server.stop();
    expect(existsSync(server.folder)).toBe(false);
  });
});
