/** Clients that come back to a world which was closed. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dist } from '../cli/launch.test.helper.js';
import type { Report } from '../exchange/report.js';
import type { Return, SystemUnderTest, World } from '../sut/system.js';
import { openTestee } from '../sut/testee/index.js';
import { runSuite } from './run/index.js';
import { replayFile } from './run/replay.js';

let output = '';
beforeAll(async () => {
  output = await mkdtemp(join(tmpdir(), 'returns-'));
});
afterAll(() => rm(output, { recursive: true }));

/** Our own client. */
const opened = (...args: string[]) =>
  openTestee({ command: [process.execPath, join(dist, 'conformance/strength/client-testee.js'), ...args] });

const FIRST = 'client/joins-inside';
const SECOND = 'client/meeting';

/** Runs two cases; the second goes on when somebody has come back to a world of the first, if that is waited for. */
function judged(system: SystemUnderTest, { waits = false } = {}): Promise<Report> {
  let came = () => {};
  const back = new Promise<void>((resolve) => {
    came = resolve;
  });
  let isSecond = false;
  const open: SystemUnderTest['open'] = async ({ cameBack, ...world }, report) => {
    if (isSecond && waits) await back;
    const watched = (how: Return) => {
      cameBack?.(how);
      came();
    };
    return system.open(cameBack ? { ...world, cameBack: watched } : world, report);
  };
  const options = { target: '', seed: 1, cases: [FIRST, SECOND], runs: 8, concurrency: 8, output };
  return runSuite({ ...system, open }, options, (event) => {
    isSecond ||= event.kind === 'started' && event.id === SECOND;
  });
}

// Where the machine has too much else to do, there is no verdict.
test('the case fails whose world it was, and a play that waits shows it', { retry: 2 }, async () => {
  const system = await opened('--mutant', 'comes-back-in-a-later-life');
  try {
    const { cases, exitCode, trouble } = await judged(system, { waits: true });
    expect({ exitCode, trouble, why: cases.map((one) => one.why) }).toEqual({
      exitCode: 1,
      trouble: '',
      why: ['', ''],
    });
    expect(cases[0]).toMatchObject({ id: FIRST, verdict: 'fail', failures: [{ clause: 'client.never-rejoins' }] });
    const [{ file = '', history } = { history: undefined }] = cases[0]?.failures ?? [];
    // The last that is seen there is the call of the client that came back.
    expect(JSON.stringify(history?.records.at(-1) ?? '')).toContain('connect');
    expect(await readdir(output)).toContain(file.split('/').at(-1));
    const replayed = await replayFile(system, file, { times: 1, concurrency: 1 });
    expect(replayed.exitCode).toBe(1);
  } finally {
    await system.stop();
  }
});

test('where it does not come back again, there is no verdict', async () => {
  const right = await opened();
  let told = false;
  /** Somebody calls at the address of the first world, seconds later. */
  const open: SystemUnderTest['open'] = (world: World, report) => {
    if (!told) world.cameBack?.({ sinceLeftMs: 12_000, sinceSettledMs: 3_000 });
    told ||= world.cameBack !== undefined;
    return right.open(world, report);
  };
  try {
    const { cases, exitCode } = await judged({ ...right, open });
    expect(exitCode).toBe(3);
    expect(cases[0]).toMatchObject({
      verdict: 'inconclusive',
      why: expect.stringContaining('a client came back 12.0 s after its roomLeft, when its world was closed'),
    });
  } finally {
    await right.stop();
  }
});
