/** Random numbers from a seed, so that a run can be repeated. */

const TWO_TO_32 = 2 ** 32;
/** The constants of the generator SplitMix32. */
const STEP = 0x9e3779b9;
const FIRST = 0x21f0aaad;
const SECOND = 0x735a2d97;

/** A generator with a seed. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  /** 32 bits. */
  next(): number {
    this.#state = (this.#state + STEP) | 0;
    let mixed = this.#state ^ (this.#state >>> 16);
    mixed = Math.imul(mixed, FIRST);
    mixed = Math.imul(mixed ^ (mixed >>> 15), SECOND);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  }

  /** A whole number from 0, below `end`. */
  below(end: number): number {
    return Math.floor((this.next() / TWO_TO_32) * end);
  }

  /** True in one of `times` cases. */
  oneIn(times: number): boolean {
    return this.below(times) === 0;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }

  bytes(length: number): Buffer {
    const bytes = Buffer.allocUnsafe(length);
    for (let index = 0; index < length; index += 1) bytes[index] = this.next();
    return bytes;
  }

  /** A generator of its own for the `number`-th of many that run at the same time. */
  branch(number: number): Random {
    return new Random(Math.imul(this.#state ^ STEP, FIRST) ^ Math.imul(number + 1, SECOND));
  }
}
