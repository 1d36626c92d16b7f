/** LiveKit by its SDK for browsers, judged. Nothing here says what it answers: only what the judges must notice when it changes. */
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cases } from '../../cases/index.js';
import {
  brokenIn as clausesBroken,
  decided,
  judge,
  outputFolder,
  program,
  whatIsAbsent,
} from './judged.test.helper.js';

const noBrowser = existsSync(process.env.ADJOURN_CHROMIUM || '/usr/bin/chromium') ? '' : 'apt-get install chromium';
const absent = whatIsAbsent('livekit-client') || noBrowser;
const output = outputFolder();
const client = (...args: string[]): string[] => program('client', ...args);
const brokenIn = (command: readonly string[], name: string): Promise<string[]> =>
  clausesBroken(command, name, { output: output.path, runs: 2 });

/** What is found there is a race of `disconnect()` against what is on its way, and is looked for at length. */
const racing = /race-|leave|refused|operator-ends|too-late/;

describe.skipIf(absent !== '')(`LiveKit in Chromium${absent === '' ? '' : ` (${absent})`}`, () => {
  test('has a verdict for every case that is no race', async () => {
    const globs = cases.filter(({ side, id }) => side === 'server' && !racing.test(id)).map(({ id }) => id);
    const report = await judge(client(), { globs, runs: 1, output: output.path });
    expect(report.profile.name).toMatch(/livekit-client \d/);
    expect(report.cases.map(({ id }) => id).sort()).toEqual(globs.sort());
    expect(report.cases.filter(({ verdict }) => !decided.includes(verdict))).toEqual([]);
    expect(report.cases.filter(({ verdict }) => verdict !== 'skip').length).toBeGreaterThanOrEqual(12);
  });

  test.each([
    ['drop', 'server/remove', 'departure.tells-others'],
    ['back', 'server/host-leaves', 'departure.once'],
    ['other-reason', 'server/remove', 'reason.agree'],
    ['everyone-host', 'server/end-refused', 'end.authority'],
  ])('with the fault "%s" fails %s by %s', async (plant, name, clause) => {
    expect(await brokenIn(client('--plant', plant), name)).toEqual([clause]);
  });

  test('a wrong row of the mapping fails the case that it is about', async () => {
    const file = join(output.path, 'wrong.json');
    await writeFile(file, JSON.stringify({ others: [{ native: 'PARTICIPANT_REMOVED', means: [{ code: 1_001 }] }] }));
    expect(await brokenIn(client('--mapping', file), 'server/remove')).toEqual(['reason.agree']);
  });

  test.each(['server/remove', 'server/host-leaves', 'server/end-refused'])(
    'without a fault passes %s',
    async (name) => {
      expect(await brokenIn(client(), name)).toEqual([]);
    },
  );

  test('who replaces somebody is not shown, and found', async () => {
    expect(await brokenIn(client(), 'server/replace')).toEqual(['join.announced']);
  });

  test('nor is that the one who is replaced has gone', async () => {
    expect(await brokenIn(client('--set-aside', 'join.announced'), 'server/replace')).toEqual([
      'departure.tells-others',
    ]);
  });
});
