/** How late the suite itself was while a scenario was played, and what that is worth. */
import type { Profile } from '../../exchange/index.js';
import type { SuiteDelay } from '../../sut/system.js';
import { type Pulse, pulse } from './pulse.js';

/** What of a play was later, or slower, than it should have been. */
export interface Lateness {
  /** How late the suite's own event loop was at worst, in milliseconds. */
  readonly lagMs: number;
  /** The machine had too much else to do, for the suite or for what is under test. */
  readonly starved: boolean;
  /** What the suite did late. */
  readonly late: readonly SuiteDelay[];
}

/** Takes the time of one play. */
export class LagMeter {
  readonly #from = performance.now();

  constructor(private readonly of: Pulse = pulse) {
    of.start();
  }

  lateness(late: readonly SuiteDelay[]): Lateness {
    const { worstMs, starved } = this.of.since(this.#from);
    return { lagMs: worstMs, starved, late };
  }

  stop(): void {
    this.of.stop();
  }
}

/** Of the suite's own lag no more than this is made good, in milliseconds: more of it could hide what is to be found. */
const MOST_MS = 500;

/** The profile with the lag that was measured as slack beside its own. */
export const calibrated = (profile: Profile, lagMs: number): Profile => ({
  ...profile,
  slackMs: profile.slackMs + Math.min(MOST_MS, Math.round(lagMs)),
});
