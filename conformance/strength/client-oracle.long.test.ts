/** What the oracle of clients sees by itself, without the invariants: nothing in a right client, and enough in wrong ones. */
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { type Case, cases } from '../cases/index.js';
import { clientMutants } from '../mutants/client/index.js';
import { type ClientExplanation, explainClient } from '../oracle/client/explain.js';
import { generous } from '../runner/play/limits.js';
import { play } from '../runner/play/play.js';
import { drawScenarios } from '../runner/run/draw.js';
import { openTestee } from '../sut/testee/index.js';

const TESTEE = fileURLToPath(new URL('../../dist/conformance/strength/client-testee.js', import.meta.url));
const clientCases = cases.filter(({ side, timed }) => side === 'client' && !timed);

/** How often the oracle came to what, over some scenarios of each of some cases, played against a client. */
async function findings(chosen: readonly Case[], runs: number, ...options: readonly string[]) {
  const client = await openTestee({ command: [process.execPath, TESTEE, ...options] });
  const count = { explained: 0, refuted: 0, 'gave-up': 0 };
  const refutations: ClientExplanation[] = [];
  const open = chosen.flatMap((one) => drawScenarios(one, 1, runs).map(({ scenario }) => scenario));
  const work = async () => {
    for (let scenario = open.pop(); scenario; scenario = open.pop()) {
      // A client that goes down, or never answers, is the matter of the runner.
      const played = await play(client, scenario, generous).catch(() => undefined);
      const explanation = played && explainClient(played.history);
      if (!explanation) continue;
      count[explanation.kind] += 1;
      if (explanation.kind === 'refuted') refutations.push(explanation);
    }
  };
  try {
    await Promise.all(Array.from({ length: 8 }, work));
    return { ...count, refutations };
  } finally {
    await client.stop();
  }
}

test('the reference client is explained in all plays', async () => {
  const { explained, ...rest } = await findings(clientCases, 3);
  expect(rest).toEqual({ refuted: 0, 'gave-up': 0, refutations: [] });
  expect(explained).toBeGreaterThan(150);
});

test.each(['every-client-freedom', 'takes-its-time', 'asks-one-by-one', 'connects-twice'])(
  'a right client, %s, is never refuted, and seldom given up',
  async (variant) => {
    const found = await findings(clientCases, 3, '--variant', variant, '--seed', '1');
    expect(found.refutations).toEqual([]);
    expect(found['gave-up'] / found.explained).toBeLessThan(0.05);
  },
);

/**
 * Of the faulty clients a fifth is refuted by the oracle alone, in a few plays of the cases about the clause that they break: 26 of 112.
 * All of them take some minutes, so a test takes each fourth; EXPLORE_MORE takes all.
 */
const EACH = process.env.EXPLORE_MORE ? 1 : 4;
const LEAST = process.env.EXPLORE_MORE ? 0.2 : 0.1;

test('of the faulty clients, the oracle alone refutes a good part', { timeout: 1_800_000 }, async () => {
  const seen: string[] = [];
  const unseen: string[] = [];
  for (const { name, breaks } of Object.values(clientMutants).filter((_, index) => index % EACH === 0)) {
    const about = clientCases.filter(({ clauses }) => clauses.includes(breaks)).slice(0, 3);
    const { refuted } = await findings(about, 4, '--mutant', name);
    (refuted > 0 ? seen : unseen).push(name);
  }
  console.log(
    `refuted by the oracle alone: ${seen.length} of ${seen.length + unseen.length}; not: ${unseen.join(', ')}`,
  );
  expect(seen.length / (seen.length + unseen.length)).toBeGreaterThan(LEAST);
});
