/** What has been found is kept, wherever it cannot be written. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseExample } from '../exchange/notation/index.js';
import { host, join as joins, leave, type Scenario } from '../exchange/scenario.js';
import { mutants } from '../mutants/index.js';
import { serve, type Wrap } from '../reference/server/index.js';
import { openNative } from '../sut/native/index.js';
import { makeFolder, tryFolder, writeWhole } from './folder.js';
import type { RunEvent } from './options.js';
import { runSuite } from './run/index.js';
import { loadFailure, saveFailure } from './save.js';

let folder = '';
let file = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'unsaved-'));
  file = join(folder, 'file');
  await writeFile(file, 'in the way');
});
afterAll(() => rm(folder, { recursive: true }));

test('a failure that cannot be saved is reported all the same, and that is told', async () => {
  const server = await serve({ port: 0, wrap: mutants['announces-twice']?.wrap as Wrap });
  const system = await openNative({ url: server.url });
  const events: RunEvent[] = [];
  const output = join(file, 'below');
  const options = { target: '', seed: 7341, cases: ['server/remove'], concurrency: 16, output };
  const report = await runSuite(system, options, (event) => events.push(event));
  await server.stop();
  expect(report.exitCode).toBe(1);
  expect(report.cases[0]?.failures).toMatchObject([{ clause: 'departure.once', file: '' }]);
  expect(events.filter(({ kind }) => kind === 'unsaved')).toEqual([
    { kind: 'unsaved', folder: output, why: 'a part of the path is no folder' },
  ]);
});

const origin = { seed: 7, caseId: 'server/leave' };
const { history } = parseExample('features extended_codes remove\nseats ann:host\nround 1\n');
const shrink = { from: 2, to: 2, tookMs: 0, fails: 1, of: 1, atOnce: 1, sameAs: '' };
const failure = (...rounds: Scenario['rounds']) => ({
  ...({ clause: 'request.answered', at: 1, allowed: 'an answer', seen: 'none', oracleOnly: false } as const),
  ...{ scenario: { seats: [host('ann')], rounds }, history, shrink, file: '' },
});

test('two runs into one folder lose nothing: only the same scenario is written over', async () => {
  const output = join(folder, 'shared');
  const joining = failure([joins('ann')]);
  const leaving = failure([joins('ann')], [leave('ann')]);
  const first = await saveFailure(joining, origin, output);
  const second = await saveFailure(leaving, origin, output);
  expect(await saveFailure(joining, origin, output)).toBe(first);
  expect(await saveFailure(leaving, origin, output)).toBe(second);
  expect([first, second]).toEqual([
    join(output, '7-server-leave-request-answered.json'),
    join(output, '7-server-leave-request-answered-2.json'),
  ]);
  expect((await loadFailure(first)).scenario.rounds).toHaveLength(1);
  expect((await loadFailure(second)).scenario.rounds).toHaveLength(2);
});

test('many runs may make one folder at the same time', async () => {
  for (let attempt = 0; attempt < 20; attempt++) {
    const top = join(folder, `many-${attempt}`);
    await Promise.all(Array.from({ length: 20 }, () => makeFolder(join(top, 'b', 'c'))));
    expect(await readdir(join(top, 'b'))).toEqual(['c']);
  }
});

test.each([
  ['a file', () => file, 'EEXIST'],
  ['below a file', () => join(file, 'x'), 'ENOTDIR'],
])('a folder that cannot be: %s', async (_, path, code) => {
  await expect(tryFolder(path())).rejects.toMatchObject({ code });
});

// With { recursive: true }, mkdir does not come back from there.
test.runIf(process.platform === 'linux')('a file system that takes no folders says so', async () => {
  await expect(makeFolder('/proc/adjourn/x')).rejects.toMatchObject({ code: 'ENOENT' });
});

test('trying a folder leaves no file in it', async () => {
  const output = join(folder, 'tried');
  await mkdir(output);
  await tryFolder(output);
  expect(await readdir(output)).toEqual([]);
});

test("a folder that a run makes is kept out of version control, and one that was there is the user's", async () => {
  const made = join(folder, 'made', 'below');
  await tryFolder(made);
  await saveFailure(failure([joins('ann')]), origin, made);
  expect(await readFile(join(made, '.gitignore'), 'utf8')).toMatch(/^\*$/m);
  const theirs = join(folder, 'theirs');
  await mkdir(theirs);
  await saveFailure(failure([joins('ann')]), origin, theirs);
  expect(await readdir(theirs)).toEqual(['7-server-leave-request-answered.json']);
});

test('a file that cannot be written whole is left as it was', async () => {
  const target = join(folder, 'whole');
  await mkdir(target);
  await expect(writeWhole(target, 'text')).rejects.toThrow();
  expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
  await rm(target, { recursive: true });
  await writeWhole(target, 'text');
  expect(await readFile(target, 'utf8')).toBe('text');
});
