/** The suite as tests of vitest, against our own server in this very process: each case below is a test. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { alteredBy, mutants } from '../mutants/index.js';
import { serve } from '../reference/server/index.js';
import { registerCases, type TestRunner } from './one-test-a-case.js';
import { describeServerInVitest } from './vitest.js';

const output = mkdtempSync(join(tmpdir(), 'adjourn-vitest-'));
afterAll(() => rmSync(output, { recursive: true }));

const few = { cases: ['server/leave', 'server/end-by-host', 'server/access-*'], runs: 5, output };

describeServerInVitest('our own server, in this process', { start: () => serve({ port: 0 }) }, few);

/** Does what a test runner does, one after another, and says how each test ended. */
async function ran(begin: (runner: TestRunner) => void): Promise<Map<string, string>> {
  const ends = new Map<string, string>();
  const work: (() => Promise<void>)[] = [];
  let afterwards = async () => {};
  begin({
    group: (_, body) => body(),
    beforeAll: (first) => work.unshift(first),
    afterAll: (last) => {
      afterwards = last;
    },
    test: (name, _, body) =>
      work.push(async () => {
        ends.set(name, 'passed');
        await body((why) => ends.set(name, `skipped: ${why}`)).catch((error: Error) => ends.set(name, error.message));
      }),
  });
  for (const each of work) await each();
  await afterwards();
  return ends;
}

describe('a test for each case', () => {
  test('fails with the diagram, the reason and the line that replays it; is skipped with its reason', async () => {
    const { 'last-word': lastWord } = mutants;
    if (!lastWord) throw new Error('there is no such mutant');
    const { wrap } = alteredBy(lastWord, 1);
    const target = { server: { start: () => serve({ port: 0, wrap }) } };
    const ends = await ran((runner) => registerCases(runner, 'a wrong server', target, { ...few, seed: 1 }));
    const told = [...ends].map(([name, end]) => [name.replace(/:.*/, ''), end] as const);
    const [, message] = told.find(([id]) => id === 'server/leave') ?? [];
    expect(message).toMatch(/✗ server\/leave {2}departure\.last \(MUST NOT\)/);
    expect(message).toMatch(/Leave/);
    expect(message).toMatch(/ {2}allowed .*\n {2}seen /);
    expect(message).toMatch(/replay {3}await replay\(".*\.json", target\);/);
    expect(message).toMatch(/The run had the seed 1/);
    const skipped = told.filter(([id]) => id.startsWith('server/access-'));
    expect(skipped.length).toBeGreaterThan(1);
    for (const [, end] of skipped)
      expect(end).toMatch(/^skipped: the (suite has no access tokens|system does not declare)/);
  });

  test('stops the server once, also where the target could not be opened', async () => {
    const stop = vi.fn();
    const nobody = { server: { start: () => ({ url: 'ws://127.0.0.1:1', stop }) } };
    await expect(ran((runner) => registerCases(runner, 'nobody', nobody, few))).rejects.toThrow(/127\.0\.0\.1:1/);
    expect(stop).toHaveBeenCalledTimes(1);
  });
});
