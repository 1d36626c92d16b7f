/** A reporter is one file and its entry in the table: everything else takes what the table has. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { serve } from '../reference/server/index.js';
import type { Reporter } from '../report/reporter.js';

const { third } = vi.hoisted(() => {
  const third: Reporter = {
    name: 'third',
    isDocument: true,
    run: ({ exitCode, trouble }, _, casesSeen) => `run ${exitCode} ${casesSeen} ${trouble}\n`,
    finding: ({ clause }, file, _, before) => `finding ${before}: ${clause} in ${file}\n`,
    log: ({ findings, broken }, file, _, before) => `log ${findings} ${before} ${broken[0]?.times} in ${file}\n`,
  };
  return { third };
});
vi.mock('../report/reporters.js', async (original) => ({
  reporters: [...(await original<typeof import('../report/reporters.js')>()).reporters, third],
}));

const { run } = await import('./program.js');
const { splitArgv } = await import('./command.js');

const folder = mkdtempSync(join(tmpdir(), 'adjourn-reporters-'));
afterAll(() => rmSync(folder, { recursive: true }));
const page = readFileSync(new URL('../../spec/log.md', import.meta.url), 'utf8');
const [, worked = ''] = /```json\n([\s\S]*?)```/.exec(page) ?? [];
const log = join(folder, 'worked.jsonl');
writeFileSync(log, worked);

const written = { stdout: '', stderr: '' };
beforeEach(() => {
  Object.assign(written, { stdout: '', stderr: '' });
  for (const name of ['stdout', 'stderr'] as const)
    vi.spyOn(process[name], 'write').mockImplementation(((text: string, ...more: unknown[]) => {
      written[name] += text;
      const done = more.at(-1);
      if (typeof done === 'function') done();
      return true;
    }) as typeof process.stdout.write);
  return () => vi.restoreAllMocks();
});
const adjourn = (...args: string[]) => run(splitArgv(args));

test('it is offered, and any other name is refused', async () => {
  await expect(adjourn('test', 'server', '--reporter', 'fourth')).rejects.toThrow();
  expect(written.stderr).toContain('Allowed choices are default, json, html, junit, github, markdown, third.');
});

test('it writes what is found in a log', async () => {
  expect(await adjourn('judge', log, '--reporter', 'third')).toBe(1);
  expect(written).toEqual({ stdout: `finding 0: reason.agree in ${log}\nlog 1 1 1 in ${log}\n`, stderr: '' });
});

test('it writes the report of a run whose target cannot be reached', async () => {
  await expect(adjourn('test', 'server', '--url', 'ws://127.0.0.1:1', '--reporter', 'third')).rejects.toThrow();
  expect(written.stdout).toMatch(/^run 3 false .*127\.0\.0\.1:1.*\n$/);
});

test('it writes the report of a run, with the progress elsewhere', async () => {
  const server = await serve({ port: 0 });
  const code = await adjourn('test', 'server', '--case', 'server/leave', '--url', server.url, '--reporter', 'third');
  await server.stop();
  expect({ code, stdout: written.stdout }).toEqual({ code: 0, stdout: 'run 0 true \n' });
  expect(written.stderr).toMatch(/^1 of \d+ cases \(.*\n✓ server\/leave /);
});

const runOfLeave = async (...reporters: string[]) => {
  const server = await serve({ port: 0 });
  const chosen = reporters.flatMap((one) => ['--reporter', one]);
  const args = ['--case', 'server/leave', '--runs', '1', '--url', server.url, ...chosen];
  return adjourn('test', 'server', ...args).finally(() => server.stop());
};
const inFolder = (name: string) => join(folder, name);

test('several write at once, each where it is told to, and the folders are made', async () => {
  const file = inFolder('a/b/report.json');
  expect(await runOfLeave(`json=${file}`, `default=${inFolder('people.txt')}`, 'third')).toBe(0);
  expect(written.stdout).toBe('run 0 true \n');
  expect(JSON.parse(readFileSync(file, 'utf8')).cases).toHaveLength(1);
  expect(readFileSync(inFolder('people.txt'), 'utf8')).toMatch(/^✓ server\/leave .*\n\n1 case: 1 passed/);
  expect(readdirSync(inFolder('a/b'))).toEqual(['report.json']);
});

test('where none has the standard output, the first of all writes there', async () => {
  expect(await runOfLeave(`third=${inFolder('third.txt')}`)).toBe(0);
  expect(written.stdout).toMatch(/^1 of \d+ cases \([\s\S]*\n1 case: 1 passed/);
  expect(readFileSync(inFolder('third.txt'), 'utf8')).toBe('run 0 false \n');
});

test('a file that cannot be written is named, the others are written, and nobody takes the run for a success', async () => {
  mkdirSync(inFolder('taken'));
  writeFileSync(inFolder('no-folder'), '');
  const bad = [inFolder('taken'), inFolder('no-folder/x.json')];
  expect(await runOfLeave(`json=${bad[0]}`, `third=${bad[1]}`, `default=${inFolder('good.txt')}`)).toBe(3);
  expect(written.stderr).toContain(
    `"${bad[0]}" could not be written (it is a folder): give another file with --reporter.\n`,
  );
  expect(written.stderr).toContain(`"${bad[1]}" could not be written (`);
  expect(existsSync(inFolder('good.txt'))).toBe(true);
  expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
});

test('what is no file is written, and not replaced', async () => {
  expect(await runOfLeave('json=/dev/null', `third=${inFolder('beside.txt')}`)).toBe(0);
  expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  expect(existsSync(inFolder('beside.txt'))).toBe(true);
});

test('a violation in a log goes to each file as it is found', async () => {
  const files = { third: inFolder('log.third'), default: inFolder('log.txt') };
  const chosen = Object.entries(files).flatMap(([name, file]) => ['--reporter', `${name}=${file}`]);
  expect(await adjourn('judge', log, ...chosen)).toBe(1);
  expect(readFileSync(files.third, 'utf8')).toBe(`finding 0: reason.agree in ${log}\nlog 1 1 1 in ${log}\n`);
  expect(readFileSync(files.default, 'utf8')).toContain('reason.agree (MUST)');
  expect(written.stdout).toContain('reason.agree (MUST)');
});

test.each([
  [['json', 'third'], 'The standard output takes one document and nothing beside it: give "json" or "third" a file'],
  [['json', 'default'], 'give "json" or "default" a file'],
  [['json', 'json'], '--reporter json is given twice'],
  [['json=x', 'third=./x'], 'Two reporters would write "./x"'],
])('%j would write over each other', async (names, sentence) => {
  const chosen = names.flatMap((name) => ['--reporter', name]);
  await expect(adjourn('judge', log, ...chosen)).rejects.toThrow(sentence);
  expect(written).toEqual({ stdout: '', stderr: '' });
});

test('a name without a file behind its "=" is refused', async () => {
  await expect(adjourn('judge', log, '--reporter', 'json=')).rejects.toThrow();
  expect(written.stderr).toContain('Name a file behind "json=", or leave out the "=".');
});
