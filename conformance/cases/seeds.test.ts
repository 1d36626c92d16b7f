/**
 * The same seed gives the same scenarios. The digests stand in seeds.json. Anybody who changes what a case draws on purpose
 * writes the new digest there, and knows that saved seeds replay something else from then on.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { scenarios } from '../exchange/codec.js';
import { caseSeed } from '../runner/run/run-case.js';
import { type Case, cases } from './index.js';

const SEED = 1;
const digests: Record<string, string> = JSON.parse(readFileSync(new URL('seeds.json', import.meta.url), 'utf8'));

/** The scenarios are hashed as messages, so that names within the suite do not matter. */
function digest(one: Case): string {
  const hash = createHash('sha256');
  for (const scenario of fc.sample(one.scenarios, { seed: caseSeed(SEED, one.id), numRuns: one.runs }))
    hash.update(scenarios.toBinary(scenario)).update('\n');
  return hash.digest('hex').slice(0, 16);
}

it.each(cases.map((one) => [one.id, one] as const))('%s draws what it drew before', (id, one) => {
  const drawn = digest(one);
  expect(drawn, `seeds.json must say "${id}": "${drawn}", if the change is meant`).toBe(digests[id]);
});

it('knows no case that is gone', () => {
  expect(Object.keys(digests).sort()).toEqual(cases.map(({ id }) => id).sort());
});
