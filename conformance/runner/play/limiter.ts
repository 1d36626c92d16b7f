/** How many worlds are open at the same time: all share one event loop, and some need more of it than others. */

/** Whether a world is played among all others, among a few, or alone. */
export type Crowding = 'many' | 'few' | 'alone';

/** Eight are enough for a fault that shows only among others. */
const MOST: Readonly<Record<Crowding, number>> = { many: Number.POSITIVE_INFINITY, few: 8, alone: 1 };

/**
 * After a world for which the suite was too slow, so much fewer may be open, but at least `LEAST`; after a good one,
 * `MORE`.
 */
const LESS = 0.75;
const MORE = 0.25;
const LEAST = 2;

interface Waiting {
  readonly crowd: Crowding;
  readonly go: () => void;
}

/** Limits how many worlds are open at once, and learns how many the suite can bear. */
export class Limiter {
  readonly #open: Crowding[] = [];
  /** First come, first served: nobody waits for ever because others keep coming. */
  readonly #waiting: Waiting[] = [];

  /** How many worlds the suite can bear at once, as far as it has had to learn that. */
  #bearable = Number.POSITIVE_INFINITY;

  /** Does the work as soon as there is room for it. Rejects as the work does. */
  async within<T>(crowd: Crowding, work: () => Promise<T>): Promise<T> {
    if (this.#waiting.length > 0 || !this.#fits(crowd))
      await new Promise<void>((go) => {
        this.#waiting.push({ crowd, go });
      });
    else this.#open.push(crowd);
    try {
      return await work();
    } finally {
      this.#open.splice(this.#open.indexOf(crowd), 1);
      this.#admit();
    }
  }

  /** The suite was too slow for a world: fewer are open from now on. */
  backOff(): void {
    this.#bearable = Math.max(LEAST, LESS * Math.min(this.#bearable, this.#open.length + 1));
  }

  /** A world went well: there is room for more. */
  recover(): void {
    this.#bearable += MORE;
    this.#admit();
  }

  /** Into an empty house every world is let, also where there is little room. */
  #fits(crowd: Crowding): boolean {
    const most = Math.min(MOST[crowd], ...this.#open.map((open) => MOST[open]));
    return this.#open.length === 0 || this.#open.length + 1 <= Math.min(most, this.#bearable);
  }

  #admit(): void {
    for (let [next] = this.#waiting; next && this.#fits(next.crowd); [next] = this.#waiting) {
      this.#waiting.shift();
      this.#open.push(next.crowd);
      next.go();
    }
  }
}

/** The limiter of this process, which has one event loop. */
export const limiter = new Limiter();

/** So many retries of one case are played at once at most: as many as among a few. */
const MOST_RETRIES = MOST.few;

/**
 * The retries of one case. One that fails in time settles the case: so one goes first, and each that goes well lets
 * twice as many go at once.
 */
export class Retries {
  #width = 1;
  #open = 0;
  readonly #waiting: (() => void)[] = [];

  /** Does the work when it is its turn; `wentWell` says of its result whether more may go at once from now on. */
  async within<T>(work: () => Promise<T>, wentWell: (result: T) => boolean): Promise<T> {
    if (this.#open >= this.#width) await new Promise<void>((go) => this.#waiting.push(go));
    else this.#open += 1;
    try {
      const result = await work();
      if (wentWell(result)) this.#width = Math.min(MOST_RETRIES, 2 * this.#width);
      return result;
    } finally {
      this.#open -= 1;
      this.#admit();
    }
  }

  #admit(): void {
    while (this.#open < this.#width) {
      const go = this.#waiting.shift();
      if (!go) return;
      this.#open += 1;
      go();
    }
  }
}
