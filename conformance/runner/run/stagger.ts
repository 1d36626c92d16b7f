/** Lets scenarios begin one after another: hundreds that connected at the same moment would be late before they began. */
import { setTimeout as delay } from 'node:timers/promises';

/** How long after the one before it each may begin, in milliseconds. */
const APART_MS = 15;
/** Where the suite is late by more than this, in milliseconds, it has enough to do; it asks again so often at most. */
const LATE_MS = 15;
const MOST_TRIES = 20;

export class Turnstile {
  #before: Promise<void> = Promise.resolve();

  pass(): Promise<void> {
    this.#before = this.#before.then(apart);
    return this.#before;
  }
}

async function apart(): Promise<void> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const began = performance.now();
    await delay(APART_MS);
    if (performance.now() - began - APART_MS < LATE_MS) return;
  }
}
