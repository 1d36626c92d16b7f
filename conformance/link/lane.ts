/** One direction of a connection: everything passes in order, at once, later, or not before it is healed. */

interface Held {
  readonly due: number;
  readonly pass: () => void;
}

/** One direction, with what is held back. */
export class Lane {
  readonly #held: Held[] = [];
  #delayMs = 0;
  #frozen = false;
  #timer: NodeJS.Timeout | undefined;

  /** Something has come to where the lane begins; `pass` carries it on. */
  take(pass: () => void): void {
    if (!this.#frozen && this.#delayMs === 0 && this.#held.length === 0) {
      pass();
      return;
    }
    // What was slowed down is never overtaken by what came after it.
    const due = Math.max(performance.now() + this.#delayMs, this.#held.at(-1)?.due ?? 0);
    this.#held.push({ due, pass });
    this.#goOn();
  }

  /** From now on everything takes so much longer, in milliseconds. */
  delay(ms: number): void {
    this.#delayMs = ms;
  }

  /** From now on nothing passes. */
  freeze(): void {
    this.#frozen = true;
    this.#stop();
  }

  /** What has been held passes after all. */
  heal(): void {
    this.#frozen = false;
    this.#goOn();
  }

  /** What has not passed by now never does. */
  discard(): void {
    this.#stop();
    this.#held.length = 0;
  }

  #goOn(): void {
    if (this.#frozen || this.#timer !== undefined) return;
    for (let next = this.#held[0]; next; next = this.#held[0]) {
      const early = next.due - performance.now();
      if (early > 0) {
        this.#timer = setTimeout(() => this.#wake(), Math.ceil(early));
        return;
      }
      this.#held.shift();
      next.pass();
      if (this.#frozen) return;
    }
  }

  #wake(): void {
    this.#timer = undefined;
    this.#goOn();
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
