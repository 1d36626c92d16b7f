/** LiveKit by its SDK for browsers, judged. Nothing here says what it answers: only what the judges must notice when it changes. */
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cases } from '../../cases/index.js';
import { decided, firstBroken, judge, outputFolder, program, whatIsAbsent } from './judged.test.helper.js';

const noBrowser = existsSync(process.env.ADJOURN_CHROMIUM || '/usr/bin/chromium') ? '' : 'apt-get install chromium';
const absent = whatIsAbsent('livekit-client') || noBrowser;
const output = outputFolder();
const client = (...args: string[]): string[] => program('client', ...args);
const broken = (command: readonly string[], name: string): Promise<string | undefined> =>
  firstBroken(command, name, output.path);

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
    const report = await judge(client(), { globs, runs: 1, output: output.path });
    expect(report.profile.name).toMatch(/livekit-client \d/);
    expect(report.cases.map(({ id }) => id).sort()).toEqual(globs.sort());
    expect(report.cases.filter(({ verdict }) => !decided.includes(verdict))).toEqual([]);
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
    const file = join(output.path, 'wrong.json');
    await writeFile(file, JSON.stringify({ others: [{ native: 'PARTICIPANT_REMOVED', means: [{ code: 1_001 }] }] }));
    expect(await broken(client('--mapping', file), 'server/remove')).toBe('reason.agree');
  });
});
