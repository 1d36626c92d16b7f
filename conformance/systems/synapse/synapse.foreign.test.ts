/** Synapse, judged. Nothing here says what it answers: only what the judges must notice when it, or the reading of it, changes. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cases } from '../../cases/index.js';
import type { Report } from '../../exchange/report.js';
import type { RunEvent, RunOptions } from '../../runner/options.js';
import { runSuite } from '../../runner/run/index.js';
import { openForeign } from '../../sut/foreign/index.js';
import { systemNamed } from '../index.js';
import { undecided } from '../judge.test.helper.js';

const [python = '', program = ''] = systemNamed('synapse')?.command ?? [];
const synapse = (...args: string[]): string[] => [python, program, ...args];

/** What is not here: it is said in the names of the tests that are skipped for it. */
const absent = whatIsAbsent();
const SEED = 7;
/** A run of these cases takes 20 s; on a loaded machine, a few times as long. */
const LONGEST_MS = 180_000;

function whatIsAbsent(): string {
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  const folder = process.env.ADJOURN_SYNAPSE_FOLDER || join(cache, 'adjourn', 'synapse');
  return existsSync(join(folder, 'bin', 'python')) ? '' : `no Synapse in ${folder}: see its README`;
}

let output = '';
beforeAll(async () => {
  output = await mkdtemp(join(tmpdir(), 'synapse-failures-'));
});
afterAll(() => rm(output, { recursive: true, force: true }));

/** `heard` is told of what happens meanwhile. */
async function judge(
  command: readonly string[],
  globs: readonly string[],
  more: Partial<RunOptions> = {},
  heard: (event: RunEvent) => void = () => {},
): Promise<Report> {
  const system = await openForeign({ command });
  try {
    const run = { target: 'synapse', seed: SEED, cases: globs, concurrency: 4, output, runs: 2, ...more };
    return await runSuite(system, run, heard);
  } finally {
    await system.stop();
  }
}

/** The clauses by which a case failed. */
const clausesOf = ({ cases: results }: Report, name: string): string[] => [
  ...new Set(results.find(({ id }) => id === name)?.failures.map(({ clause }) => clause)),
];

/** The clauses by which a case fails. Its smallest scenario is not asked for: looking for that takes longer than all else. */
async function brokenIn(command: readonly string[], name: string): Promise<string[]> {
  const found = new AbortController();
  const report = await judge(command, [name], { signal: found.signal }, ({ kind }) => {
    if (kind === 'shrinking') found.abort();
  });
  return clausesOf(report, name);
}

/** By which words one is told that something has happened, where one is told at all. */
const words = ({ crosswalk }: Report, happened: string, to: string): string[] => [
  ...new Set(
    crosswalk
      .filter(({ cause, listener }) => cause === happened && listener === to)
      .flatMap(({ native }) => native ?? []),
  ),
];

/** These cases look for races at length. */
const slow = /race-/;

describe.skipIf(absent !== '')(`Synapse${absent === '' ? '' : ` (${absent})`}`, () => {
  const quick = cases.filter(({ side, id }) => side === 'server' && !slow.test(id)).map(({ id }) => id);
  let right: Report;
  beforeAll(async () => {
    right = await judge(synapse(), quick);
  }, LONGEST_MS);

  test('has a verdict for every case that looks for no race', () => {
    expect(right.profile.name).toMatch(/^Synapse \d/);
    expect(right.cases.map(({ id }) => id).sort()).toEqual(quick.sort());
    expect(right.cases.filter(({ verdict, why }) => verdict === 'skip' && why === '')).toEqual([]);
    expect(undecided(right)).toEqual([]);
    expect(right.cases.filter(({ verdict }) => verdict !== 'skip').length).toBeGreaterThanOrEqual(15);
  });

  test('a deletion by the operator that looks like everybody leaving is found', () => {
    expect(clausesOf(right, 'server/operator-ends')).toEqual(['history.nothing-else']);
    for (const listener of ['leaver', 'others']) {
      expect(words(right, 'own-leave', listener)).toHaveLength(1);
      expect(words(right, 'ended-by-operator', listener)).toEqual(words(right, 'own-leave', listener));
    }
  });

  test('a deletion with its purge, of which the last one is never told, is found', async () => {
    expect(await brokenIn(synapse('--purge'), 'server/operator-closes')).toContain('operator.close');
    expect(clausesOf(right, 'server/operator-closes')).not.toContain('operator.close');
  });

  test.each([
    ['drop', 'server/remove', 'departure.tells-others'],
    ['double', 'server/leave', 'departure.once'],
    ['other-reason', 'server/remove', 'reason.agree'],
    ['everyone-host', 'server/remove-refused', 'remove.authority'],
  ])('with the fault "%s" fails %s by %s, and not without it', async (plant, name, clause) => {
    expect(await brokenIn(synapse('--plant', plant), name)).toEqual([clause]);
    expect(clausesOf(right, name)).toEqual([]);
  });

  test('a wrong row of the mapping fails the case that it is about', async () => {
    const file = join(output, 'wrong.json');
    await writeFile(file, JSON.stringify({ others: [{ native: 'leave by another', means: [{ code: 1_001 }] }] }));
    expect(await brokenIn(synapse('--mapping', file), 'server/remove')).toEqual(['reason.agree']);
    expect(clausesOf(right, 'server/remove')).toEqual([]);
  });
});
