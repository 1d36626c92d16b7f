/** Chance from a seed, for variants that behave differently each time: the same seed draws the same. */
import { createHash } from 'node:crypto';

/** A source of chance. */
export interface Chance {
  /** From 0, below 1. */
  readonly next: () => number;
  /** Any number from `least` up to `most`. */
  between(least: number, most: number): number;
  /** A number of milliseconds from 0, below `end`; mostly a small one. */
  ms(end: number): number;
  /** True in one of `times` cases. */
  one(times: number): boolean;
  pick<T>(...among: readonly [T, ...T[]]): T;
  /** The same things in another order. */
  shuffled<T>(all: readonly T[]): T[];
  /** One that draws by itself, whatever this one draws later. */
  fork(): Chance;
}

const TWO_TO_32 = 2 ** 32;

/** Chance from a seed. */
export function chanceOf(seed: number): Chance {
  let count = 0;
  const next = (): number => {
    count += 1;
    return createHash('sha256').update(`${seed}/${count}`).digest().readUInt32BE() / TWO_TO_32;
  };
  return {
    next,
    between: (least, most) => least + next() * (most - least),
    // The cube: half of all waits are shorter than an eighth of the longest, so that a run does not take an hour.
    ms: (end) => Math.floor(next() ** 3 * end),
    one: (times) => next() < 1 / times,
    pick: (...among) => among[Math.floor(next() * among.length)] ?? among[0],
    shuffled: (all) =>
      all
        .map((one) => [next(), one] as const)
        .sort(([first], [second]) => first - second)
        .map(([, one]) => one),
    fork: () => chanceOf(Math.floor(next() * TWO_TO_32)),
  };
}
