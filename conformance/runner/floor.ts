/** How many worlds are open at the same time: all share one event loop, and some have to be played where nobody jostles them. */

/** Among all others, among a few, or by itself. */
export const crowds = ['many', 'few', 'alone'] as const;
export type Crowd = (typeof crowds)[number];

/** What shows only among others shows among eight. */
const MOST: Readonly<Record<Crowd, number>> = { many: Number.POSITIVE_INFINITY, few: 8, alone: 1 };

interface Waiting {
  readonly most: number;
  readonly go: () => void;
}

export class Floor {
  /** How many worlds each of those that are open can bear beside it, itself included. */
  readonly #open: number[] = [];
  /** First come, first served: whoever needs room gets it, though others keep coming. */
  readonly #waiting: Waiting[] = [];

  /** Does the work when there is room for it; nobody comes in who would be one too many. */
  async within<T>(crowd: Crowd, work: () => Promise<T>): Promise<T> {
    const most = MOST[crowd];
    if (this.#waiting.length > 0 || !this.#fits(most))
      await new Promise<void>((go) => {
        this.#waiting.push({ most, go });
      });
    else this.#open.push(most);
    try {
      return await work();
    } finally {
      this.#open.splice(this.#open.indexOf(most), 1);
      this.#admit();
    }
  }

  #fits(most: number): boolean {
    return this.#open.length < Math.min(most, ...this.#open);
  }

  #admit(): void {
    for (let [next] = this.#waiting; next && this.#fits(next.most); [next] = this.#waiting) {
      this.#waiting.shift();
      this.#open.push(next.most);
      next.go();
    }
  }
}

/** The one of this process, as its event loop is. */
export const floor = new Floor();
