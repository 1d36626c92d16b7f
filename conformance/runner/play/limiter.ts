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
export function newLimiter() {
  const opened: Crowding[] = [];
  /** First come, first served: nobody waits for ever because others keep coming. */
  const waiting: Waiting[] = [];
  /** How many worlds the suite can bear at once, as far as it has had to learn that. */
  let bearable = Number.POSITIVE_INFINITY;

  /** Into an empty house every world is let, also where there is little room. */
  function fits(crowd: Crowding): boolean {
    const most = Math.min(MOST[crowd], ...opened.map((open) => MOST[open]));
    return opened.length === 0 || opened.length + 1 <= Math.min(most, bearable);
  }

  function admit(): void {
    for (let [next] = waiting; next && fits(next.crowd); [next] = waiting) {
      waiting.shift();
      opened.push(next.crowd);
      next.go();
    }
  }

  return {
    /** Does the work as soon as there is room for it. Rejects as the work does. */
    async within<T>(crowd: Crowding, work: () => Promise<T>): Promise<T> {
      if (waiting.length > 0 || !fits(crowd))
        await new Promise<void>((go) => {
          waiting.push({ crowd, go });
        });
      else opened.push(crowd);
      try {
        return await work();
      } finally {
        opened.splice(opened.indexOf(crowd), 1);
        admit();
      }
    },

    /** The suite was too slow for a world: fewer are open from now on. */
    backOff(): void {
      bearable = Math.max(LEAST, LESS * Math.min(bearable, opened.length + 1));
    },

    /** A world went well: there is room for more. */
    recover(): void {
      bearable += MORE;
      admit();
    },
  };
}

/** The limiter of this process, which has one event loop. */
export const limiter = newLimiter();

/** So many retries of one case are played at once at most: as many as among a few. */
const MOST_RETRIES = MOST.few;

/**
 * The retries of one case. One that fails in time settles the case: so one goes first, and each that goes well lets
 * twice as many go at once.
 */
export interface Retries {
  /** Does the work when it is its turn; `wentWell` says of its result whether more may go at once from now on. */
  readonly within: <T>(work: () => Promise<T>, wentWell: (result: T) => boolean) => Promise<T>;
}

/** No retry has begun yet. */
export function newRetries(): Retries {
  let width = 1;
  let open = 0;
  const waiting: (() => void)[] = [];

  function admit(): void {
    while (open < width) {
      const go = waiting.shift();
      if (!go) return;
      open += 1;
      go();
    }
  }

  return {
    async within(work, wentWell) {
      if (open >= width) await new Promise<void>((go) => waiting.push(go));
      else open += 1;
      try {
        const result = await work();
        if (wentWell(result)) width = Math.min(MOST_RETRIES, 2 * width);
        return result;
      } finally {
        open -= 1;
        admit();
      }
    },
  };
}
