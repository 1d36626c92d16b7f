/** A reporter is one file and its entry in the table: everything else takes what the table has. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
    finding: ({ clause }, file) => `finding ${clause} in ${file}\n`,
    log: ({ findings }, file) => `log ${findings} in ${file}\n`,
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
  expect(written.stderr).toContain('Allowed choices are default, json, third.');
});

test('it writes what is found in a log', async () => {
  expect(await adjourn('judge', log, '--reporter', 'third')).toBe(1);
  expect(written).toEqual({ stdout: `finding reason.agree in ${log}\nlog 1 in ${log}\n`, stderr: '' });
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
  expect(written.stderr).toMatch(/^1 case, .*\n✓ server\/leave /);
});
