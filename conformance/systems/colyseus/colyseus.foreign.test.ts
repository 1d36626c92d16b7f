/** Colyseus, judged. Nothing here says what it answers: only what the judges must notice when it, or the reading of it, changes. */
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { cases } from '../../cases/index.js';
import { judgeOf, undecided } from '../judge.test.helper.js';

const here = fileURLToPath(new URL('.', import.meta.url));
const program = (...args: string[]): string[] => [process.execPath, join(here, 'main.mjs'), ...args];
const SEED = 7;

/** What is not here: it is said in the names of the tests that are skipped for it. */
const absent = existsSync(join(here, 'node_modules'))
  ? ''
  : 'no vendor libraries: npm ci in conformance/systems/colyseus';

const judged = judgeOf({ target: 'colyseus', seed: SEED, concurrency: 4, runs: 3 });
const { judge, brokenIn } = judged;

describe.skipIf(absent !== '')(`Colyseus${absent === '' ? '' : ` (${absent})`}`, () => {
  test('has a verdict for every case', async () => {
    const report = await judge(program());
    expect(report.profile.name).toMatch(/^Colyseus \d/);
    const all = cases.filter(({ side }) => side === 'server').map(({ id }) => id);
    expect(report.cases.map(({ id }) => id).sort()).toEqual(all.sort());
    expect(undecided(report)).toEqual([]);
    expect(report.cases.filter(({ verdict, why }) => verdict === 'skip' && why === '')).toEqual([]);
    expect(report.cases.filter(({ verdict }) => verdict !== 'skip').length).toBeGreaterThanOrEqual(15);
  });

  test.each([
    ['drop', 'server/remove', 'departure.tells-others'],
    ['double', 'server/leave', 'departure.once'],
    ['other-reason', 'server/remove', 'reason.agree'],
    ['everyone-host', 'server/end-refused', 'end.authority'],
  ])('with the fault "%s" fails %s by %s, and not without it', async (plant, name, clause) => {
    expect(await brokenIn(program('--plant', plant), name, { runs: 4 })).toEqual([clause]);
    expect(await brokenIn(program(), name, { runs: 4 })).not.toContain(clause);
  });

  test('a wrong row of the mapping fails the case that it is about', async () => {
    const file = join(judged.output, 'wrong.json');
    await writeFile(file, JSON.stringify({ others: [{ native: '1000', means: [{ code: 1_001 }] }] }));
    expect(await brokenIn(program('--mapping', file), 'server/remove', { runs: 4 })).toEqual(['reason.agree']);
    expect(await brokenIn(program(), 'server/remove', { runs: 4 })).not.toContain('reason.agree');
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
