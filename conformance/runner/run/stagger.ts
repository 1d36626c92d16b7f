/** Staggers the start of scenarios: hundreds that connected at the same moment would be late before they began. */
import { setTimeout as delay } from 'node:timers/promises';

/** How long after the one before each may start, in milliseconds. */
const APART_MS = 15;
/** A suite that is later than this has enough to do, in milliseconds; it is asked again at most `MOST_TRIES` times. */
const LATE_MS = 15;
const MOST_TRIES = 20;

/** A function that resolves, call after call, when the next scenario may start. */
export function staggeredStart(): () => Promise<void> {
  let before: Promise<void> = Promise.resolve();
  return () => {
    before = before.then(apart);
    return before;
  };
}

async function apart(): Promise<void> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const began = performance.now();
    await delay(APART_MS);
    if (performance.now() - began - APART_MS < LATE_MS) return;
  }
}
