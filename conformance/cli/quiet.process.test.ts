/** A server whose effects are only late has one fault, and gets one failure: the run goes on in quiet mode. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { main, start } from './launch.test.helper.js';

const folder = mkdtempSync(join(tmpdir(), 'adjourn-quiet-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Result {
  readonly verdict: string;
  readonly why: string;
  readonly failures?: readonly { readonly clause: string }[];
}

test('effects that are 50 ms late after every Sync are one failing case, and all others pass', async () => {
  const target = ['--', process.execPath, main, 'serve', '--mutant', 'late-effects'];
  const { code, stdout } = await start(folder, 'test', 'server', '--reporter', 'json', ...target).ended;
  const { cases, coverage } = JSON.parse(stdout) as { cases: Result[]; coverage?: object };
  const failed = cases.filter(({ verdict }) => verdict === 'VERDICT_FAIL');
  expect(code).toBe(1);
  // The oracle was silent: what of the machine was met nobody knows.
  expect(coverage).toBeUndefined();
  expect(failed.map(({ failures }) => failures?.map(({ clause }) => clause))).toEqual([['fence.effects-first']]);
  expect(failed[0]?.why).toContain('the run goes on in quiet mode');
  const open = cases.filter(({ verdict }) => !/_(PASS|SKIP|FAIL)$/.test(verdict));
  expect(open).toEqual([]);
  expect(cases.filter(({ verdict }) => verdict === 'VERDICT_PASS').length).toBeGreaterThan(15);
}, 90_000);
