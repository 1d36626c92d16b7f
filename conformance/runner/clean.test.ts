import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseExample } from '../exchange/notation/index.js';
import { host, join as joins } from '../exchange/scenario.js';
import { cleanFolder } from './clean.js';
import { saveFailure } from './save.js';

let top = '';
beforeAll(async () => {
  top = await mkdtemp(join(tmpdir(), 'clean-'));
});
afterAll(() => rm(top, { recursive: true }));

const { history } = parseExample('features extended_codes remove\nseats ann:host\nround 1\n');
const failure = {
  ...({ clause: 'request.answered', at: 1, allowed: 'an answer', seen: 'none', oracleOnly: false } as const),
  ...{ scenario: { seats: [host('ann')], rounds: [[joins('ann')]] }, history, file: '' },
  shrink: { from: 2, to: 2, tookMs: 0, fails: 1, of: 1, atOnce: 1, sameAs: '' },
};
const nothing = { scenario: [], picture: [], report: [], list: [], rest: [] };
/** A process that has ended: no system gives a number so high. */
const GONE = 2 ** 30;

test('what a run wrote goes, and the folder that it made', async () => {
  const folder = join(top, 'ours');
  const file = await saveFailure(failure, { seed: 7, caseId: 'server/leave' }, folder);
  await writeFile(file.replace('.json', '.svg'), '<svg/>');
  await writeFile(join(folder, 'report.json'), JSON.stringify({ spec: '1.0', suite: '1', profile: {}, cases: [] }));
  await writeFile(join(folder, 'last-failed.json'), '{"server":["server/leave"]}');
  await writeFile(join(folder, `x.json.${GONE}.part`), '{');
  expect(await cleanFolder(folder)).toEqual({
    removed: {
      scenario: ['7-server-leave-request-answered.json'],
      picture: ['7-server-leave-request-answered.svg'],
      report: ['report.json'],
      list: ['last-failed.json'],
      rest: [`x.json.${GONE}.part`],
    },
    kept: [],
    folderRemoved: true,
  });
  expect(existsSync(folder)).toBe(false);
});

test('what others wrote stays, whatever its name, and so does the folder', async () => {
  const folder = join(top, 'shared');
  await saveFailure(failure, { seed: 7, caseId: 'server/leave' }, folder);
  const theirs = {
    'notes.txt': 'mine',
    '8-server-leave-request-answered.json': '{"clause":"mine"}',
    'cut.json': '{"clause":',
    'list.json': '[1]',
    'null.json': 'null',
    'last-failed.json': '{"mine":[]}',
    'alone.svg': '<svg/>',
    [`y.json.${process.pid}.part`]: '{',
  };
  for (const [name, text] of Object.entries(theirs)) await writeFile(join(folder, name), text);
  await mkdir(join(folder, 'deeper'));
  const { removed, kept, folderRemoved } = await cleanFolder(folder);
  expect(removed).toEqual({ ...nothing, scenario: ['7-server-leave-request-answered.json'] });
  expect(kept).toEqual([...Object.keys(theirs), 'deeper'].sort());
  expect(folderRemoved).toBe(false);
  expect((await readdir(folder)).sort()).toEqual([...kept, '.gitignore'].sort());
});

test('a folder that the user made stays, and its own .gitignore', async () => {
  const folder = join(top, 'theirs');
  await mkdir(folder);
  expect(await cleanFolder(folder)).toEqual({ removed: nothing, kept: [], folderRemoved: false });
  await writeFile(join(folder, '.gitignore'), '*.log\n');
  expect(await cleanFolder(folder)).toEqual({ removed: nothing, kept: ['.gitignore'], folderRemoved: false });
  await expect(cleanFolder(join(top, 'nowhere'))).rejects.toMatchObject({ code: 'ENOENT' });
});
