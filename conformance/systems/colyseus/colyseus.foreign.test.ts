/** Colyseus, judged. Nothing here says what it answers: only what the judges must notice when it, or the reading of it, changes. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cases } from '../../cases/index.js';
import type { Report } from '../../exchange/report.js';
import { runSuite } from '../../runner/run/index.js';
import { openForeign } from '../../sut/foreign/index.js';

const here = fileURLToPath(new URL('.', import.meta.url));
const program = (...args: string[]): string[] => [process.execPath, join(here, 'main.mjs'), ...args];
const SEED = 7;

/** What is not here: it is said in the names of the tests that are skipped for it. */
const absent = existsSync(join(here, 'node_modules'))
  ? ''
  : 'no vendor libraries: npm ci in conformance/systems/colyseus';

let output = '';
beforeAll(async () => {
  output = await mkdtemp(join(tmpdir(), 'colyseus-failures-'));
});
afterAll(() => rm(output, { recursive: true, force: true }));

async function judge(command: readonly string[], globs: readonly string[] = [], runs = 3): Promise<Report> {
  const system = await openForeign({ command });
  try {
    const run = { target: 'colyseus', seed: SEED, cases: globs, runs, concurrency: 4, output };
    return await runSuite(system, run, () => {});
  } finally {
    await system.stop();
  }
}

/** The clauses by which a case failed. */
async function brokenIn(command: readonly string[], name: string): Promise<string[]> {
  const [result] = (await judge(command, [name], 4)).cases;
  return [...new Set(result?.failures.map(({ clause }) => clause))];
}

const decided = ['pass', 'fail', 'indistinguishable', 'skip'];

describe.skipIf(absent !== '')(`Colyseus${absent === '' ? '' : ` (${absent})`}`, () => {
  test('has a verdict for every case', async () => {
    const report = await judge(program());
    expect(report.profile.name).toMatch(/^Colyseus \d/);
    const all = cases.filter(({ side }) => side === 'server').map(({ id }) => id);
    expect(report.cases.map(({ id }) => id).sort()).toEqual(all.sort());
    expect(
      report.cases.filter(({ verdict }) => !decided.includes(verdict)).map(({ id, why }) => ({ id, why })),
    ).toEqual([]);
    expect(report.cases.filter(({ verdict, why }) => verdict === 'skip' && why === '')).toEqual([]);
    expect(report.cases.filter(({ verdict }) => verdict !== 'skip').length).toBeGreaterThanOrEqual(15);
  });

  test.each([
    ['drop', 'server/remove', 'departure.tells-others'],
    ['double', 'server/leave', 'departure.once'],
    ['other-reason', 'server/remove', 'reason.agree'],
    ['everyone-host', 'server/end-refused', 'end.authority'],
  ])('with the fault "%s" fails %s by %s, and not without it', async (plant, name, clause) => {
    expect(await brokenIn(program('--plant', plant), name)).toEqual([clause]);
    expect(await brokenIn(program(), name)).not.toContain(clause);
  });

  test('a wrong row of the mapping fails the case that it is about', async () => {
    const file = join(output, 'wrong.json');
    await writeFile(file, JSON.stringify({ others: [{ native: '1000', means: [{ code: 1_001 }] }] }));
    expect(await brokenIn(program('--mapping', file), 'server/remove')).toEqual(['reason.agree']);
    expect(await brokenIn(program(), 'server/remove')).not.toContain('reason.agree');
  });

  test('an end that looks like everybody leaving is found', async () => {
    const [result] = (await judge(program(), ['server/end-by-host'])).cases;
    const [failure] = result?.failures ?? [];
    // Somebody was told of another's departure before its own, by a word that leaving has, too.
    expect(failure?.seen).toMatch(/^ParticipantLeft \S+ 1101\|1008/);
  });

  test('where the room sends somebody away without a code, that cannot be told from a lost connection', async () => {
    const [result] = (await judge(program('--kick', 'bare'), ['server/remove'])).cases;
    expect(result?.verdict).toBe('indistinguishable');
  });
});
