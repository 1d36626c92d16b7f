/** Scenarios in which everybody acts at the same moment, and something else for every core to do. */
import { availableParallelism } from 'node:os';
import fc from 'fast-check';
import type { Case } from '../cases/index.js';
import type { Scenario } from '../exchange/scenario.js';
import { select } from '../runner/selection/index.js';
import { keepBusy } from './busy/compute.js';

/** The cases that are about races. */
export const RACES: readonly string[] = ['server/race-*'];

/**
 * As many of each of the cases that match one of the globs and that `fits`; each case has a seed of its own, from
 * `seed` on.
 */
export function racing(
  total: number,
  seed: number,
  globs: readonly string[] = RACES,
  fits: (one: Case) => boolean = () => true,
): Scenario[] {
  const about = select({ cases: globs }).filter(fits);
  return about.flatMap(({ scenarios }, index) => {
    const numRuns = Math.floor(total / about.length) + (index < total % about.length ? 1 : 0);
    return fc.sample(scenarios, { seed: seed + index, numRuns });
  });
}

/** Does some work while every core has something else to do. */
export async function besideBusyCores<T>(work: () => Promise<T>): Promise<T> {
  const stop = keepBusy(availableParallelism());
  return work().finally(stop);
}
