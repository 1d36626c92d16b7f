/** How late the suite's own event loop is: what it sees late may have come in time. */

import type { Profile } from '../exchange/index.js';

/** How often it is looked at, in milliseconds. */
const EVERY_MS = 20;

export class LagMeter {
  #worstMs = 0;
  #last = performance.now();
  readonly #timer = setInterval(() => this.#look(), EVERY_MS);

  /** The worst so far, in milliseconds. */
  get worstMs(): number {
    this.#look();
    return this.#worstMs;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const now = performance.now();
    this.#worstMs = Math.max(this.#worstMs, now - this.#last - EVERY_MS);
    this.#last = now;
  }
}

/** Of the suite's own lag no more than this is made good, in milliseconds: more of it could hide what is to be found. */
const MOST_MS = 500;

/** The profile with the lag that was measured as slack beside its own. */
export const calibrated = (profile: Profile, lagMs: number): Profile => ({
  ...profile,
  slackMs: profile.slackMs + Math.min(MOST_MS, Math.round(lagMs)),
});
