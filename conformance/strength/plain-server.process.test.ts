/** An ordinary server, written from the text alone, that does as it likes where the text lets it: none of it is an accusation. Needs `npm run build`. */
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { attendee, host, join, leave, malformed, type Scenario, sync } from '../exchange/index.js';
import { playInTime } from '../runner/in-time.js';
import { runSuite } from '../runner/index.js';
import { generous } from '../runner/limits.js';
import { spawnNative } from '../sut/native/index.js';

const SERVER = fileURLToPath(new URL('../testees/plain-server/server.mjs', import.meta.url));

/** The cases in which such a server was accused once: of what a loss, an outbox or an answer in its own time looks like. */
const CASES = ['server/rest', 'server/malformed-frame', 'server/slow-connections', 'server/race-removal'];

test.each<readonly [string, Readonly<Record<string, string>>]>([
  ['takes its time over everything', { LOSS_MS: '50', ANSWER_MS: '2', OUTBOX_MS: '5' }],
  ['notices late, and drops what waits', { LOSS_MS: '900', OUTBOX_MS: '20', DROP: '1' }],
])('%s', async (_, env) => {
  const server = await spawnNative({ command: [process.execPath, SERVER], env });
  try {
    const run = { target: '', seed: 1, runs: 12, concurrency: 16, output: '', cases: CASES };
    const { cases } = await runSuite(server, run, () => {});
    const found = cases.map(({ id, verdict, why, failures }) =>
      [id, verdict, why, ...failures.map(({ clause, seen }) => `${clause}: ${seen}`)].filter(Boolean).join(' '),
    );
    expect(found.sort()).toEqual(CASES.map((id) => `${id} pass`).sort());
  } finally {
    await server.stop();
  }
});

/** Cyd's departure waits in bob's outbox when bob's bad frame closes his connection. No case of the catalogue plays this. */
const news: Scenario = {
  seats: [host('ann'), attendee('bob'), attendee('cyd')],
  rounds: [[join('ann')], [join('bob')], [join('cyd')], [leave('cyd'), malformed('bob', 'undecodable')], [sync('ann')]],
};
const TIMES = 16;

test('what waits for a connection that is closed because of a frame may be dropped', async () => {
  const env = { LOSS_MS: '50', OUTBOX_MS: '50', DROP: '1' };
  const server = await spawnNative({ command: [process.execPath, SERVER], env });
  try {
    const all = await Promise.all(Array.from({ length: TIMES }, () => playInTime(server, news, generous)));
    expect(all.map(({ judgement }) => judgement.fault ?? judgement.kind)).toEqual(Array(TIMES).fill('pass'));
    const toldBob = all.map(({ history }) =>
      history.records.some(
        (record) => record.kind === 'seen' && record.seat === 'bob' && record.observation.kind === 'participantLeft',
      ),
    );
    // The drop did happen, so that the verdict is about something.
    expect(toldBob).toContain(false);
  } finally {
    await server.stop();
  }
});
