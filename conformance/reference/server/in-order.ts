/** Lets what belongs together happen one after another, though some of it takes time. */

/** One piece of work; what it returns is awaited before the next piece begins. It handles its own errors. */
export type Work = () => Promise<void> | undefined;

export class InOrder {
  /** What waits behind the work that is under way; undefined while there is none. */
  #waiting: Work[] | undefined;

  /** Does the work at once where nothing is under way. */
  add(work: Work): void {
    if (this.#waiting) {
      this.#waiting.push(work);
      return;
    }
    const underWay = work();
    if (!underWay) return;
    this.#waiting = [];
    void underWay.then(() => this.#next());
  }

  #next(): void {
    const waiting = this.#waiting ?? [];
    this.#waiting = undefined;
    for (const work of waiting) this.add(work);
  }
}
