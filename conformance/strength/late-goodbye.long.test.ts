/**
 * A close that says goodbye is waited for, also where no window is: a right server that notices it almost a second late is
 * not accused, and one that takes it for a loss in the middle of a switch is.
 */
import { expect, test } from 'vitest';
import { close as closeCode } from '../../gen/codes.js';
import { attendee, close, host, join, type Scenario, switchRoom } from '../exchange/scenario.js';
import { type Alteration, alteredBy, mutants, variants } from '../mutants/index.js';
import { serve } from '../reference/server/index.js';
import { generous } from '../runner/play/limits.js';
import { play } from '../runner/play/play.js';
import { runSuite } from '../runner/run/index.js';
import { openNative } from '../sut/native/index.js';
import type { SystemUnderTest } from '../sut/system.js';

const CASES = ['server/switch-and-leave', 'server/meeting', 'server/race-resume', 'server/goodbye'];

/** Does the work with a server that is altered so. */
async function against<T>(
  { alteration, seed }: { readonly alteration: Alteration | undefined; readonly seed: number },
  work: (system: SystemUnderTest) => Promise<T>,
): Promise<T> {
  if (!alteration) throw new Error('it has another name by now');
  const config = { resumeWindowMs: 300, replace: true, remove: true, switch: true };
  const server = await serve({ port: 0, config, wrap: alteredBy(alteration, seed).wrap, log: () => {} });
  const system = await openNative({ url: server.url });
  try {
    return await work(system);
  } finally {
    await system.stop();
    await server.stop();
  }
}

test.each([1, 2])('latest-notice passes, seed %i', async (seed) => {
  const run = { target: '', seed, concurrency: 16, output: '', side: 'server', cases: CASES } as const;
  const { cases } = await against({ alteration: variants['latest-notice'], seed }, (system) =>
    runSuite(system, run, () => {}),
  );
  expect(cases.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual(cases.map(({ id }) => `${id} pass`));
  expect(cases).toHaveLength(CASES.length);
});

test('goodbye-in-between does not, in a scenario that waits for no window', async () => {
  const scenario: Scenario = {
    seats: [host('abe'), attendee('bob')],
    rounds: [[join('abe', 'green')], [join('bob')], [switchRoom('bob', 'green'), close('bob', closeCode.LEAVE)]],
  };
  const { judgement } = await against({ alteration: mutants['goodbye-in-between'], seed: 1 }, (system) =>
    play(system, scenario, { ...generous, waits: false }),
  );
  expect(judgement).toMatchObject({ kind: 'fail', fault: { clause: 'connection.goodbye' } });
});
