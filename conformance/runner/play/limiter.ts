/** How many worlds are open at the same time: all share one event loop, and some have to be played where nobody jostles them. */

/** Among all others, among a few, or by itself. */
export type Crowd = 'many' | 'few' | 'alone';

/** What shows only among others shows among eight. */
const MOST: Readonly<Record<Crowd, number>> = { many: Number.POSITIVE_INFINITY, few: 8, alone: 1 };

/** After a world that was jostled so much fewer may be open, and at least so many; after one that was not, a little more. */
const LESS = 0.75;
const MORE = 0.25;
const LEAST = 2;

interface Waiting {
  readonly crowd: Crowd;
  readonly go: () => void;
}

export class Floor {
  readonly #open: Crowd[] = [];
  /** First come, first served: whoever needs room gets it, though others keep coming. */
  readonly #waiting: Waiting[] = [];

  /** How many the suite can bear at once, as far as it has had to learn it. */
  #bearable = Number.POSITIVE_INFINITY;

  /** Does the work when there is room for it; nobody comes in who would be one too many. */
  async within<T>(crowd: Crowd, work: () => Promise<T>): Promise<T> {
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

  /** What the suite was too slow for is lost work: it is spared by having fewer worlds open from now on. */
  jostled(): void {
    this.#bearable = Math.max(LEAST, LESS * Math.min(this.#bearable, this.#open.length + 1));
  }

  /** What went well makes room for more. */
  fair(): void {
    this.#bearable += MORE;
    this.#admit();
  }

  /** What has to be alone is let in however little there is room for. */
  #fits(crowd: Crowd): boolean {
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

/** The one of this process, as its event loop is. */
export const floor = new Floor();
