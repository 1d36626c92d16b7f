/** Two small helpers of a connection: one that keeps its frames in order, and one that counts its requests. */

/** One piece of work; what it returns is awaited before the next piece begins. It handles its own errors. */
export type Work = () => Promise<void> | undefined;

/** Gives a function that does work at once where nothing is under way, and else behind what is. */
export function inOrder(): (work: Work) => void {
  /** What waits behind the work that is under way; undefined while there is none. */
  let waiting: Work[] | undefined;
  const next = (): void => {
    const those = waiting ?? [];
    waiting = undefined;
    for (const work of those) add(work);
  };
  const add = (work: Work): void => {
    if (waiting) {
      waiting.push(work);
      return;
    }
    const underWay = work();
    if (!underWay) return;
    waiting = [];
    void underWay.then(next);
  };
  return add;
}

const SECOND_MS = 1_000;

/** Gives a function that counts one more request, and says whether it is one too many in its second. */
export function requestRate(perSecond: number): (now?: number) => boolean {
  let second = 0;
  let count = 0;
  return (now = performance.now()) => {
    const current = Math.floor(now / SECOND_MS);
    if (current !== second) count = 0;
    second = current;
    count += 1;
    return count > perSecond;
  };
}
