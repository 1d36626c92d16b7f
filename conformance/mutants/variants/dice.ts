/** Chance from a seed, for variants that do each time as they like. */
import { createHash } from 'node:crypto';

export interface Dice {
  /** A number of milliseconds from 0, below `end`; mostly a small one. */
  ms(end: number): number;
  /** True in one of `times` cases. */
  one(times: number): boolean;
  /** The same things in another order. */
  shuffled<T>(all: readonly T[]): T[];
}

const TWO_TO_32 = 2 ** 32;

export function diceOf(seed: number): Dice {
  let count = 0;
  const next = (): number => {
    count += 1;
    return createHash('sha256').update(`${seed}/${count}`).digest().readUInt32BE() / TWO_TO_32;
  };
  return {
    // The cube: half of all waits are shorter than an eighth of the longest, so that a run does not take an hour.
    ms: (end) => Math.floor(next() ** 3 * end),
    one: (times) => next() < 1 / times,
    shuffled: (all) =>
      all
        .map((one) => [next(), one] as const)
        .sort(([first], [second]) => first - second)
        .map(([, one]) => one),
  };
}
