/** Wakes whoever waits for something to become true, whenever something has happened. */

export class Waker {
  readonly #waiting = new Set<() => void>();

  /** Something has happened. */
  readonly wake = (): void => {
    for (const look of [...this.#waiting]) look();
  };

  /** Resolves with true as soon as it holds, and with false after `ms`. Rejects with what `holds` throws. */
  until(holds: () => boolean, ms: number): Promise<boolean> {
    return new Promise((resolve, reject) => {
      const finish = (settle: () => void): void => {
        clearTimeout(timer);
        this.#waiting.delete(look);
        settle();
      };
      const timer = setTimeout(() => finish(() => resolve(false)), ms);
      const look = (): void => {
        try {
          if (holds()) finish(() => resolve(true));
        } catch (error) {
          finish(() => reject(error));
        }
      };
      this.#waiting.add(look);
      look();
    });
  }
}
