/**
 * Does a failure show again, and how often? One that depends on the order of two messages does not show every time: its
 * scenario is played in several worlds at once, and one of them must fail.
 */
import type { Scenario } from '../../exchange/scenario.js';

/** Plays a scenario once; gives the play where it failed in the same way. */
export type Replay<Failed> = (scenario: Scenario) => Promise<Failed | undefined>;

/** How many plays tell how steady a failure is. */
export const TRIALS = 8;
/** The most plays of a scenario, before it counts as one that does not fail. */
export const MOST_TRIES = 24;
/** The chance to miss a failure that is still there. */
const MISSED = 0.02;

/** How often a scenario was played, and its failing plays. */
interface Tried<Failed> {
  readonly of: number;
  readonly failed: readonly Failed[];
}

/**
 * Plays scenarios several times, and remembers how often each failed: one play that passes does not make a failure
 * forgotten.
 */
export class Reproducer<Failed> {
  readonly #tried = new Map<string, Tried<Failed>>();
  #tries = MOST_TRIES;

  /** `atOnce`: in how many worlds a scenario may be played at the same time. */
  constructor(
    private readonly replay: Replay<Failed>,
    private readonly atOnce = TRIALS,
  ) {}

  /** Plays a scenario so many times at once, and counts the failures. */
  async count(scenario: Scenario, plays = TRIALS): Promise<number> {
    const played = await Promise.all(Array.from({ length: plays }, () => this.replay(scenario)));
    const failed = played.filter((one): one is Awaited<Failed> & Failed => one !== undefined);
    const before = this.tried(scenario);
    this.#tried.set(keyOf(scenario), { of: before.of + plays, failed: [...before.failed, ...failed] });
    return failed.length;
  }

  /** Whether the scenario fails at all. It is tried the less, the more often the last one failed that did. */
  async shows(scenario: Scenario): Promise<boolean> {
    for (let tries = 0; tries < this.#tries; ) {
      const plays = Math.min(this.atOnce, this.#tries - tries);
      const count = await this.count(scenario, plays);
      tries += plays;
      if (count === 0) continue;
      this.#tries = triesFor(count / tries);
      return true;
    }
    return false;
  }

  /** Whether the scenario fails in at least half of some new plays. */
  async showsOften(scenario: Scenario): Promise<boolean> {
    return (await this.count(scenario)) >= TRIALS / 2;
  }

  /** Whether the scenario failed in at least half of the plays so far. */
  isFrequent(scenario: Scenario): boolean {
    const { of, failed } = this.tried(scenario);
    return of > 0 && failed.length >= of / 2;
  }

  /** The plays so far. */
  tried(scenario: Scenario): Tried<Failed> {
    return this.#tried.get(keyOf(scenario)) ?? { of: 0, failed: [] };
  }
}

/** Seats without steps make no difference. */
const keyOf = ({ rounds }: Scenario): string => JSON.stringify(rounds);

function triesFor(rate: number): number {
  if (rate === 1) return TRIALS;
  return Math.min(MOST_TRIES, Math.max(TRIALS, Math.ceil(Math.log(MISSED) / Math.log(1 - rate))));
}
