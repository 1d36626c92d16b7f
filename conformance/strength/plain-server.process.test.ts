/** An ordinary server, written from the text alone, that does as it likes where the text lets it: none of it is an accusation. Needs `npm run build`. */
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { runSuite } from '../runner/index.js';
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
