import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { reports } from '../../exchange/codec.js';
import type { Report } from '../../exchange/report.js';
import { failureBy, reportOf, resultOf, tallyOf } from '../../report/matrix/reports.test.helper.js';
import { splitArgv } from '../command.js';
import { run } from '../program.js';
import { commandTrouble } from '../trouble.js';

const folder = mkdtempSync(join(tmpdir(), 'adjourn-matrix-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);
const save = (name: string, text: string): string => {
  writeFileSync(at(name), text);
  return at(name);
};
const saveReport = (name: string, report: Report): string => save(name, JSON.stringify(reports.toJson(report)));

const failing = resultOf('server/a', ['departure.once'], 'fail', { failures: [failureBy('departure.once')] });
const box = saveReport('box.json', reportOf([failing]));
const other = saveReport('other.json', reportOf([], { clauses: [tallyOf('departure.once')] }));

/** What the command wrote, and how it ended. */
async function matrix(...args: string[]) {
  let out = '';
  const written = vi.spyOn(process.stdout, 'write').mockImplementation((text, ...rest) => {
    out += text;
    for (const done of rest) if (typeof done === 'function') done();
    return true;
  });
  try {
    return { code: await run(splitArgv(['matrix', ...args])), out, said: '' };
  } catch (error) {
    const { text, exitCode } = commandTrouble(error);
    return { code: exitCode, out, said: text };
  } finally {
    written.mockRestore();
  }
}

test('a column for each file goes to the standard output', async () => {
  const { code, out } = await matrix(box, other);
  expect(code).toBe(0);
  expect(out).toContain('| `departure.once` | [broken](#sighting-1) | holds |');
});

test('the pages go to files, and nothing to the screen', async () => {
  const { code, out } = await matrix(box, '--output', at('page.md'), '--html', at('page.html'));
  expect([code, out]).toEqual([0, '']);
  expect(readFileSync(at('page.md'), 'utf8')).toContain('### Sighting 1');
  expect(readFileSync(at('page.html'), 'utf8')).toMatch(/^<!doctype html>/);
});

test('what was looked up stands beside what was seen', async () => {
  const remarks = save(
    'remarks.json',
    JSON.stringify({ box: { 'departure.once': 'Its handbook says nothing of it' } }),
  );
  expect((await matrix(box, '--remarks', remarks)).out).toContain('Its handbook says nothing of it.');
});

describe('a slip is said in one sentence', () => {
  const newer = save('newer.json', JSON.stringify({ ...(reports.toJson(reportOf([])) as object), later: 1 }));
  test.each<[string, readonly string[], string]>([
    ['no such file', [at('gone.json')], 'gone.json" cannot be used (there is no such file'],
    ['no JSON', [save('text.json', 'plain')], 'text.json" is no JSON'],
    ['no report', [save('list.json', '[]')], 'list.json" is no report of a run'],
    ['a report of a later suite', [newer], 'newer.json" is no report of a run'],
    ['a replay', [saveReport('again.json', reportOf([resultOf('replay', [], 'pass')]))], 'is the report of a replay'],
    ['two of one name', [box, box], 'Two files are called "box"'],
    ['remarks that are none', [box, '--remarks', save('odd.json', '{"box":["x"]}')], 'odd.json" holds no remarks'],
    ['a command', [box, '--', 'node'], 'starts no target'],
  ])('%s', async (_, args, words) => {
    const { code, out, said } = await matrix(...args);
    expect([code, out]).toEqual([2, '']);
    expect(said).toContain(words);
    expect(said.trimEnd().split('\n')).toHaveLength(1);
  });
});
