/** Chance with a seed: the same seed draws the same again. */

export interface Chance {
  /** From 0 up to 1. */
  readonly next: () => number;
  /** Any number from `least` up to `most`. */
  between(least: number, most: number): number;
  pick<T>(...among: readonly [T, ...T[]]): T;
  /** One that draws by itself, whatever this one draws later. */
  fork(): Chance;
}

/** After Mulberry32, which is small and good enough to draw by. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    between: (least, most) => least + next() * (most - least),
    pick: (...among) => among[Math.floor(next() * among.length)] ?? among[0],
    fork: () => chanceOf(Math.floor(next() * 2 ** 32)),
  };
}
