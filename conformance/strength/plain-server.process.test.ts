/**
 * An ordinary server, written from the text alone, that does as it likes where the text lets it: none of it is an
 * accusation. Needs `npm run build`.
 */
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tamed } from '../arbitraries/index.js';
import {
  type Action,
  attendee,
  close,
  end,
  host,
  join,
  leave,
  malformed,
  remove,
  type Scenario,
  sync,
} from '../exchange/scenario.js';
import { playInTime } from '../runner/play/index.js';
import { generous } from '../runner/play/limits.js';
import { runSuite } from '../runner/run/index.js';
import { spawnNative } from '../sut/native/index.js';
import type { SystemUnderTest } from '../sut/system.js';

const SERVER = fileURLToPath(new URL('../implementations/plain-server/server.mjs', import.meta.url));

/**
 * The cases in which such a server was accused once: of what a loss, an outbox or an answer in its own time looks
 * like.
 */
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

/** Everybody is there; then several do something at the same moment, and often one of them sends a bad frame. */
const PEOPLE = ['ann', 'bob', 'cyd', 'dan'] as const;
const HOSTS = ['ann', 'dan'] as const;
const FRAMES = ['undecodable', 'oversize', 'wrong-type', 'join-again'] as const;
const anybody = fc.constantFrom(...PEOPLE);
const aHost = fc.constantFrom(...HOSTS);
const deed: fc.Arbitrary<Action> = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(anybody, fc.constantFrom(...FRAMES)).map(([who, frame]) => malformed(who, frame)) },
  { weight: 3, arbitrary: anybody.map(leave) },
  { weight: 2, arbitrary: fc.tuple(aHost, anybody).map(([who, whom]) => remove(who, whom)) },
  { weight: 1, arbitrary: aHost.map(end) },
  { weight: 2, arbitrary: anybody.map((who) => join(who)) },
  { weight: 2, arbitrary: anybody.map(sync) },
  { weight: 1, arbitrary: fc.tuple(anybody, fc.constantFrom(4101, 1000)).map(([who, code]) => close(who, code)) },
);
const atOnce: fc.Arbitrary<Scenario> = fc
  .array(fc.array(deed, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 2 })
  .map((rounds) => {
    const seats = PEOPLE.map((name) => (name === 'ann' || name === 'dan' ? host(name) : attendee(name)));
    return tamed({ seats, rounds: [HOSTS.map((who) => join(who)), [join('bob'), join('cyd')], ...rounds] });
  });

/** Cyd's departure waits in bob's outbox when bob's bad frame closes his connection. */
const news: Scenario = {
  seats: [host('ann'), attendee('bob'), attendee('cyd')],
  rounds: [[join('ann')], [join('bob')], [join('cyd')], [leave('cyd'), malformed('bob', 'undecodable')], [sync('ann')]],
};
const TIMES = 16;
const SEED = 1;
const SCENARIOS = 80;

/** Plays them, several at the same time; what is not right about each. */
async function playAll(server: SystemUnderTest, scenarios: readonly Scenario[]) {
  const left = [...scenarios];
  const played: Awaited<ReturnType<typeof playInTime>>[] = [];
  const work = async () => {
    for (let one = left.pop(); one; one = left.pop()) played.push(await playInTime(server, one, generous));
  };
  await Promise.all(Array.from({ length: TIMES }, work));
  const wrong = played
    .filter(({ judgement }) => judgement.kind !== 'pass')
    .map(({ judgement, history }) => [judgement.kind, judgement.fault, history.scenario.rounds]);
  return { played, wrong };
}

test.each([
  ['dropped', '1', false],
  ['sent before the close', '0', true],
])('news that waits for a connection when a bad frame closes it may be %s', async (_, DROP, told) => {
  const server = await spawnNative({
    command: [process.execPath, SERVER],
    env: { LOSS_MS: '50', OUTBOX_MS: '50', DROP },
  });
  try {
    const { played, wrong } = await playAll(server, Array(TIMES).fill(news));
    expect(wrong).toEqual([]);
    const bobIsTold = played.map(({ history }) =>
      history.records.some(
        (record) => record.kind === 'seen' && record.seat === 'bob' && record.observation.kind === 'participantLeft',
      ),
    );
    // It did happen so, and the verdict is about something.
    expect(bobIsTold).toContain(told);
  } finally {
    await server.stop();
  }
});

test.each([
  ['drops what waits', { LOSS_MS: '20', OUTBOX_MS: '20', ANSWER_MS: '10', DROP: '1' }],
  ['sends what waits', { LOSS_MS: '20', OUTBOX_MS: '20', ANSWER_MS: '2', DROP: '0' }],
])('bad frames in the middle of everything, by a server that %s', async (_, env) => {
  const server = await spawnNative({ command: [process.execPath, SERVER], env });
  try {
    const { wrong } = await playAll(server, fc.sample(atOnce, { seed: SEED, numRuns: SCENARIOS }));
    expect(wrong, `seed ${SEED}`).toEqual([]);
  } finally {
    await server.stop();
  }
});
