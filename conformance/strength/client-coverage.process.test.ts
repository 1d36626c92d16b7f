/** A default run meets nearly every pair of a state and an event that a client can meet, and that a server can bring about. */
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { runSuite } from '../runner/run/index.js';
import { openTestee } from '../sut/testee/index.js';

const TESTEE = fileURLToPath(new URL('../../dist/conformance/strength/client-testee.js', import.meta.url));

/** In parts of one. */
const MOST_MISSING = 0.05;

test('a run against the reference client meets at least 95 % of the pairs', async () => {
  const client = await openTestee({ command: [process.execPath, TESTEE] });
  try {
    const run = { target: '', seed: 1, concurrency: 16, output: '', side: 'client', cases: [] } as const;
    const { coverage, exitCode, trouble } = await runSuite(client, run, () => {});
    expect({ exitCode, trouble }).toEqual({ exitCode: 0, trouble: '' });
    const { reachablePairs = 0, missingPairs = [] } = coverage ?? {};
    expect(reachablePairs).toBeGreaterThan(100);
    expect(missingPairs.length / reachablePairs, missingPairs.join('; ')).toBeLessThanOrEqual(MOST_MISSING);
  } finally {
    await client.stop();
  }
});
