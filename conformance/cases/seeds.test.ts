/**
 * The same seed gives the same scenarios. The digests stand in seeds.json. If you change what a case draws on purpose, write
 * the new digests there with `npm run seeds`; saved seeds replay something else from then on.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { scenarios } from '../exchange/codec.js';
import { caseSeed } from '../runner/run/run-case.js';
import { type Case, cases } from './index.js';

const SEED = 1;
const file = new URL('seeds.json', import.meta.url);

/** The scenarios are hashed as messages, so that names within the suite do not matter. */
function digest(one: Case): string {
  const hash = createHash('sha256');
  for (const scenario of fc.sample(one.scenarios, { seed: caseSeed(SEED, one.id), numRuns: one.runs }))
    hash.update(scenarios.toBinary(scenario)).update('\n');
  return hash.digest('hex').slice(0, 16);
}

/** `npm run seeds`: what is drawn now is what is meant. */
if (process.env.WRITE_SEEDS) {
  const drawn = cases.map((one) => [one.id, digest(one)] as const).sort(([one], [other]) => (one < other ? -1 : 1));
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(drawn), null, 2)}\n`);
}
const digests: Record<string, string> = JSON.parse(readFileSync(file, 'utf8'));

it.each(cases.map((one) => [one.id, one] as const))('%s draws what it drew before', (id, one) => {
  const drawn = digest(one);
  expect(drawn, `seeds.json must say "${id}": "${drawn}". If the change is meant, run: npm run seeds`).toBe(
    digests[id],
  );
});

it('knows no case that is gone', () => {
  expect(Object.keys(digests).sort()).toEqual(cases.map(({ id }) => id).sort());
});
