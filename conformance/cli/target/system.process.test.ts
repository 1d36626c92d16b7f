/** Whole systems on the command line: faults that are planted in a toy, in its mapping and in its testee are each named for what they are. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { start } from '../launch.test.helper.js';

const toy = fileURLToPath(new URL('../../sut/foreign/fixtures/toy.mjs', import.meta.url));
const output = mkdtempSync(join(tmpdir(), 'toy-'));
afterAll(() => rmSync(output, { recursive: true, force: true }));

const SLOW_MS = 120_000;

async function judged(given: string, ...globs: string[]) {
  const cases = globs.flatMap((glob) => ['--case', glob]);
  const run = ['test', 'system', '--seed', '7', '--runs', '4', '--output', output, ...cases];
  const network = given === 'own-network' ? [] : ['direct'];
  const program = [process.execPath, toy, ...network, ...given.split(' ')];
  const { code, stdout, stderr } = await start(output, ...run, '--', ...program).ended;
  return { code, said: stdout + stderr };
}

test('a right one conforms', { timeout: SLOW_MS }, async () => {
  const { code, said } = await judged('', 'server/leave', 'server/remove', 'server/end*');
  expect({ code, said }).toMatchObject({ code: 0, said: expect.stringContaining('Conforms') });
});

test('a testee may take connections away and hold them up itself', { timeout: SLOW_MS }, async () => {
  const { code, said } = await judged('own-network', 'server/connection-lost', 'server/*silence*');
  expect({ code, said }).toMatchObject({ code: 0, said: expect.stringContaining('Conforms') });
  for (const id of ['connection-lost', 'silence-ends-too-late', 'short-silence'])
    expect(said).toMatch(new RegExp(`✓ server/${id} `));
});

test('one that lets both stays of one participant stay may declare it', { timeout: SLOW_MS }, async () => {
  const cases = ['server/duplicate-join', 'server/leave', 'server/race-*'];
  const declared = await judged('fault=both-stay deviates=join.duplicate', ...cases);
  expect(declared).toMatchObject({ code: 0, said: expect.stringContaining('Conforms') });
  expect(await judged('fault=both-stay', 'server/duplicate-join')).toMatchObject({
    code: 1,
    said: expect.stringContaining('1 clause broken (join.duplicate)'),
  });
});

describe('a fault is named by its clause', () => {
  test.each([
    ['fault=doubles', 'server/leave', 'departure.once'],
    ['fault=calls-it-a-kick', 'server/leave', 'reason.agree'],
    ['fault=anybody-ends', 'server/end-refused', 'end.authority'],
    ['row=others:left=1002', 'server/leave', 'reason.agree'],
    ['row=leaver:over=1006', 'server/end-by-host', 'end.everyone'],
  ])('%s', { timeout: SLOW_MS }, async (given, glob, clause) => {
    const { code, said } = await judged(given, glob);
    expect(code, said).toBe(1);
    expect(said).toContain(`1 clause broken (${clause})`);
    expect(said).toMatch(/replay +npx adjourn replay .* --system -- /);
  });
});

describe('a testee that proves nothing is named, without a verdict', () => {
  test.each([
    ['without=others:left', 'by the word "left", for which the mapping has nothing under "others"'],
    ['lie=makes-up-reasons', 'by the word "surely left", for which the mapping has nothing under "others"'],
    ['lie=answers-joins-early', 'acknowledges before it acts'],
    ['lie=answers-leaves-early', 'acknowledges before it acts'],
    ['lie=hides-the-sentinel', 'hides a departure'],
  ])('%s', { timeout: SLOW_MS }, async (given, words) => {
    const { code, said } = await judged(given, 'server/leave');
    expect(code, said).toBe(3);
    expect(said).toContain(words);
  });
});

test('one that drives something else is wrong usage', async () => {
  const { code, said } = await judged('side=TESTEE_SIDE_CLIENT', 'server/leave');
  expect(code).toBe(2);
  expect(said.trim().split('\n')).toHaveLength(1);
  expect(said).toContain('drives a client');
});

test.each([
  ['lie=folds', 'was told of one departure where two left at the same time'],
  ['lie=accepts-nonsense', 'accepts nonsense'],
  ['row=others:left=1002', 'stands for 1002 and not for 1101'],
])('the doctor names %s', { timeout: SLOW_MS }, async (given, words) => {
  const { stdout } = await start(output, 'doctor', '--system', '--', process.execPath, toy, 'direct', given).ended;
  expect(stdout).toContain(words);
});
