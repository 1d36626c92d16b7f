/** One scenario of a case, as an example. */
import fc from 'fast-check';
import type { Scenario } from '../exchange/scenario.js';
import type { Case } from './case.js';

/** Of every case the same one each time. */
const SEED = 1;
/** A few are drawn, and the shortest is shown. */
const DRAWN = 10;

/** A short scenario of a case, the same one each time. */
export function sampleOf({ scenarios }: Case): Scenario {
  const [first, ...others] = fc.sample(scenarios, { numRuns: DRAWN, seed: SEED });
  if (first === undefined) throw new Error('An arbitrary of scenarios drew none.');
  return others.reduce((least, one) => (one.rounds.length < least.rounds.length ? one : least), first);
}
