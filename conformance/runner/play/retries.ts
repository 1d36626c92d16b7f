/** The retries of one case. One that fails in time settles the case, so a few go first, and only what goes well lets more go at once. */

/** As many as are played at once where few are. */
const MOST = 8;

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
      if (wentWell(result)) this.#width = Math.min(MOST, 2 * this.#width);
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
