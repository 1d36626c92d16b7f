/** LiveKit by its SDK for browsers, judged. Nothing here says what it answers: only what the judges must notice when it changes. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cases } from '../../cases/index.js';
import type { Report } from '../../exchange/report.js';
import type { RunEvent } from '../../runner/options.js';
import { runSuite } from '../../runner/run/index.js';
import { openForeign } from '../../sut/foreign/index.js';
import { undecided } from '../judge.test.helper.js';

const here = fileURLToPath(new URL('.', import.meta.url));
const client = (...args: string[]): string[] => [process.execPath, join(here, 'client.mjs'), ...args];

/** What is not here: it is said in the names of the tests that are skipped for it. */
const absent = whatIsAbsent();
const SEED = 7;

function whatIsAbsent(): string {
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  const folder = process.env.ADJOURN_LIVEKIT_FOLDER || join(cache, 'adjourn', 'livekit-server-v1.13.5');
  if (!existsSync(join(folder, 'server'))) return `no server in ${folder}: run .ci/livekit`;
  if (!existsSync(join(here, 'node_modules/livekit-client'))) return 'no vendor library: run .ci/livekit';
  return existsSync(process.env.ADJOURN_CHROMIUM || '/usr/bin/chromium') ? '' : 'apt-get install chromium';
}

let output = '';
beforeAll(async () => {
  output = await mkdtemp(join(tmpdir(), 'livekit-client-failures-'));
});
afterAll(() => rm(output, { recursive: true, force: true }));

/** What a run is limited to. */
interface Limits {
  readonly globs: readonly string[];
  readonly runs: number;
  readonly listen?: (event: RunEvent) => void;
  readonly signal?: AbortSignal;
}

async function judge(command: readonly string[], { globs, runs, listen, signal }: Limits): Promise<Report> {
  const system = await openForeign({ command });
  const run = { target: 'livekit-client', seed: SEED, cases: globs, concurrency: 4, output, runs };
  try {
    return await runSuite(system, { ...run, ...(signal && { signal }) }, listen ?? (() => {}));
  } finally {
    await system.stop();
  }
}

/** The clause by which a case fails first; it is not shrunk. Undefined where it does not fail. */
async function broken(command: readonly string[], name: string): Promise<string | undefined> {
  const found = new AbortController();
  let clause: string | undefined;
  const listen = (event: RunEvent): void => {
    if (event.kind !== 'shrinking') return;
    clause ??= event.clause;
    found.abort();
  };
  await judge(command, { globs: [name], runs: 2, listen, signal: found.signal });
  return clause;
}

/** Verdicts that say something. */
/** What is found there is a race of `disconnect()` against what is on its way, and is looked for at length. */
const racing = /race-|leave|refused|operator-ends|too-late/;
const plants = [
  ['drop', 'server/remove', 'departure.tells-others'],
  ['back', 'server/host-leaves', 'departure.once'],
  ['other-reason', 'server/remove', 'reason.agree'],
  ['everyone-host', 'server/end-refused', 'end.authority'],
] as const;

describe.skipIf(absent !== '')(`LiveKit in Chromium${absent === '' ? '' : ` (${absent})`}`, () => {
  test('has a verdict for every case that is no race, and does not show who replaces somebody', async () => {
    const quick = cases.filter(({ side, id }) => side === 'server' && !racing.test(id)).map(({ id }) => id);
    const globs = [...quick, 'server/end-refused', 'server/host-leaves'];
    const report = await judge(client(), { globs, runs: 1 });
    expect(report.profile.name).toMatch(/livekit-client \d/);
    expect(report.cases.map(({ id }) => id).sort()).toEqual(globs.sort());
    expect(undecided(report)).toEqual([]);
    expect(report.cases.filter(({ verdict }) => verdict !== 'skip').length).toBeGreaterThanOrEqual(12);
    const failures = report.cases.flatMap(({ id, failures }) => failures.map(({ clause }) => `${id}: ${clause}`));
    expect(failures).toContain('server/replace: join.announced');
    // What the faults below are found by is not there without them.
    for (const [, name, clause] of plants) expect(failures).not.toContain(`${name}: ${clause}`);
  });

  test('does not show either that the one who is replaced has gone', async () => {
    expect(await broken(client('--set-aside', 'join.announced'), 'server/replace')).toBe('departure.tells-others');
  });

  test.each(plants)('with the fault "%s" fails %s by %s', async (plant, name, clause) => {
    expect(await broken(client('--plant', plant), name)).toBe(clause);
  });

  test('a wrong row of the mapping fails the case that it is about', async () => {
    const file = join(output, 'wrong.json');
    await writeFile(file, JSON.stringify({ others: [{ native: 'PARTICIPANT_REMOVED', means: [{ code: 1_001 }] }] }));
    expect(await broken(client('--mapping', file), 'server/remove')).toBe('reason.agree');
  });
});
