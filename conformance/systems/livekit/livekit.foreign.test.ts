/** LiveKit, judged. Nothing here says what it answers: only what the judges must notice when it, or the reading of it, changes. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cases } from '../../cases/index.js';
import type { Report } from '../../exchange/report.js';
import { runSuite } from '../../runner/run/index.js';
import { openForeign } from '../../sut/foreign/index.js';
import { decided, undecided } from '../judge.test.helper.js';

const here = fileURLToPath(new URL('.', import.meta.url));
const program = (name: 'signalling' | 'rtc', ...args: string[]): string[] => [
  process.execPath,
  join(here, `${name}.mjs`),
  ...args,
];

/** What is not here: it is said in the names of the tests that are skipped for it. */
const absent = whatIsAbsent();
const SEED = 7;

function whatIsAbsent(): string {
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  const folder = process.env.ADJOURN_LIVEKIT_FOLDER || join(cache, 'adjourn', 'livekit-server-v1.13.5');
  if (!existsSync(join(folder, 'server'))) return `no server in ${folder}: run .ci/livekit`;
  return existsSync(join(here, 'node_modules')) ? '' : 'no vendor libraries: run .ci/livekit';
}

let output = '';
beforeAll(async () => {
  output = await mkdtemp(join(tmpdir(), 'livekit-failures-'));
});
afterAll(() => rm(output, { recursive: true, force: true }));

/** What a run is limited to. */
interface Limits {
  readonly globs?: readonly string[];
  readonly runs?: number;
  readonly seed?: number;
  /** How many meetings at the same time. */
  readonly concurrency?: number;
}

async function judge(
  command: readonly string[],
  { globs = [], runs, seed = SEED, concurrency = 4 }: Limits = {},
): Promise<Report> {
  const system = await openForeign({ command });
  try {
    const run = { target: 'livekit', seed, cases: globs, concurrency, output, ...(runs && { runs }) };
    return await runSuite(system, run, () => {});
  } finally {
    await system.stop();
  }
}

/** The clauses by which a case failed. */
async function brokenIn(command: readonly string[], name: string): Promise<string[]> {
  const [result] = (await judge(command, { globs: [name], runs: 8 })).cases;
  return [...new Set(result?.failures.map(({ clause }) => clause))];
}

function mustBeDecided({ cases: results }: Report): void {
  const all = cases.filter(({ side }) => side === 'server').map(({ id }) => id);
  expect(results.map(({ id }) => id).sort()).toEqual(all.sort());
  expect(results.filter(({ verdict, why }) => verdict === 'skip' && why === '')).toEqual([]);
}

describe.skipIf(absent !== '')(`LiveKit${absent === '' ? '' : ` (${absent})`}`, () => {
  test('by its signalling has a verdict for every case', async () => {
    const report = await judge(program('signalling'), { runs: 8 });
    expect(report.profile.name).toMatch(/^LiveKit server \d/);
    mustBeDecided(report);
    expect(undecided(report)).toEqual([]);
    expect(report.cases.filter(({ verdict }) => verdict !== 'skip').length).toBeGreaterThanOrEqual(25);
  });

  // Each room of the SDK brings an engine for media, and they slow one another down for minutes: not on every machine.
  test.runIf(process.env.ADJOURN_LIVEKIT_SDK)(
    'with its SDK has a verdict for leaving and for a refused End',
    async () => {
      const globs = ['server/leave', 'server/end-refused'];
      const { cases: results } = await judge(program('rtc'), { globs, runs: 2, concurrency: 1 });
      expect(results.map(({ verdict, id }) => (decided.includes(verdict) ? '' : id)).join('')).toBe('');
    },
  );

  test.each([
    ['drop', 'server/remove', 'departure.tells-others'],
    ['double', 'server/leave', 'departure.once'],
    ['other-reason', 'server/remove', 'reason.agree'],
    ['everyone-host', 'server/end-refused', 'end.authority'],
  ])('with the fault "%s" fails %s by %s, and not without it', async (plant, name, clause) => {
    expect(await brokenIn(program('signalling', '--plant', plant), name)).toEqual([clause]);
    expect(await brokenIn(program('signalling'), name)).not.toContain(clause);
  });

  test('a wrong row of the mapping fails the case that it is about', async () => {
    const file = join(output, 'wrong.json');
    await writeFile(file, JSON.stringify({ others: [{ native: 'PARTICIPANT_REMOVED', means: [{ code: 1_001 }] }] }));
    expect(await brokenIn(program('signalling', '--mapping', file), 'server/remove')).toEqual(['reason.agree']);
    expect(await brokenIn(program('signalling'), 'server/remove')).not.toContain('reason.agree');
  });

  test('the first departure of a quick rejoin is hidden from protocol 12 on, and found', async () => {
    const hiding = program('signalling', '--protocol', '16', '--news', 'arrivals');
    expect(await brokenIn(hiding, 'server/rejoin')).toContain('departure.tells-others');
  });

  test('departures of others that are told before the end are found', async () => {
    expect(await brokenIn(program('signalling'), 'server/end-by-host')).toEqual(['departure.by-room-left-alone']);
  });
});
