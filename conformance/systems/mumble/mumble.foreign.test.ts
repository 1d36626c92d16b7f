/** Mumble, judged. Nothing here says what it answers: only what the judges must notice when it, or the reading of it, changes. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { cases } from '../../cases/index.js';
import type { Report } from '../../exchange/report.js';
import { systemNamed } from '../index.js';
import { clausesOf, judgeOf, undecided } from '../judge.test.helper.js';

const [python = '', program = ''] = systemNamed('mumble')?.command ?? [];
const mumble = (...args: string[]): string[] => [python, program, ...args];

/** What is not here: it is said in the names of the tests that are skipped for it. */
const absent = whatIsAbsent();
const SEED = 1;

function whatIsAbsent(): string {
  if (!existsSync('/usr/sbin/murmurd')) return 'no server: apt-get install mumble-server';
  if (spawnSync('protoc', ['--version']).status !== 0) return 'no protoc: apt-get install protobuf-compiler';
  if (spawnSync(python, ['-c', 'import google.protobuf']).status !== 0) return 'apt-get install python3-protobuf';
  return '';
}

const judged = judgeOf({ target: 'mumble', seed: SEED, concurrency: 8, runs: 2 });
const { judge, brokenIn } = judged;

/** These cases take the times that the server has for silence, and look for races at length. */
const slow = /silence|slow|race-/;

/** The clauses by which a case failed that was judged with others. */
function clausesIn(report: Report, name: string): string[] {
  const result = report.cases.find(({ id }) => id === name);
  expect(['pass', 'fail', 'indistinguishable']).toContain(result?.verdict);
  return clausesOf(result);
}

describe.skipIf(absent !== '')(`Mumble${absent === '' ? '' : ` (${absent})`}`, () => {
  const quick = cases.filter(({ side, id }) => side === 'server' && !slow.test(id)).map(({ id }) => id);
  let asItIs: Report;
  beforeAll(async () => {
    asItIs = await judge(mumble(), quick);
  }, 180_000);

  test('has a verdict for every case that needs no silence and no race', () => {
    expect(asItIs.profile.name).toMatch(/^Mumble server \d/);
    expect(asItIs.cases.map(({ id }) => id).sort()).toEqual(quick.sort());
    expect(asItIs.cases.filter(({ verdict, why }) => verdict === 'skip' && why === '')).toEqual([]);
    expect(undecided(asItIs)).toEqual([]);
    expect(asItIs.cases.filter(({ verdict }) => verdict !== 'skip').length).toBeGreaterThanOrEqual(20);
  });

  test('the bare second departure behind a kick is found', () => {
    expect(clausesIn(asItIs, 'server/remove')).toContain('departure.once');
  });

  test('departures of others that are told before the end are found', () => {
    expect(clausesIn(asItIs, 'server/end-by-host')).toContain('departure.by-room-left-alone');
  });

  // That a kick is told twice shows without a fault, too: with this seed there is none in the case of leaving.
  test.each([
    ['drop', 'server/remove', 'departure.tells-others'],
    ['double', 'server/leave', 'departure.once'],
    ['other-reason', 'server/remove', 'reason.agree'],
    ['everyone-host', 'server/end-refused', 'end.authority'],
  ])('with the fault "%s" fails %s by %s, and not without it', async (plant, name, clause) => {
    expect(await brokenIn(mumble('--plant', plant), name)).toContain(clause);
    expect(clausesIn(asItIs, name)).not.toContain(clause);
  });

  test('a wrong row of the mapping fails the case that it is about', async () => {
    const file = join(judged.output, 'wrong.json');
    await writeFile(
      file,
      JSON.stringify({ others: [{ native: 'UserState by itself to the root', means: [{ code: 1_001 }] }] }),
    );
    expect(await brokenIn(mumble('--mapping', file), 'server/leave')).toEqual(['reason.agree']);
    expect(clausesIn(asItIs, 'server/leave')).toEqual([]);
  });
});
