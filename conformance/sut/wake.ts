/** Wakes those who wait for something to become true, each time something has happened. */

/** What is waited for, and what says that it may hold now. */
export interface Waker {
  /** Something has happened. */
  readonly wake: () => void;
  /** Resolves with true as soon as it holds, and with false after `ms`. Rejects with what `holds` throws. */
  readonly until: (holds: () => boolean, ms: number) => Promise<boolean>;
}

/** A waker on which nobody waits yet. */
export function newWaker(): Waker {
  const waiting = new Set<() => void>();
  return {
    wake: () => {
      for (const look of [...waiting]) look();
    },
    until: (holds, ms) =>
      new Promise((resolve, reject) => {
        const finish = (settle: () => void): void => {
          clearTimeout(timer);
          waiting.delete(look);
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
        waiting.add(look);
        look();
      }),
  };
}
