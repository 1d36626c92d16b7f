/**
 * A failure, looked for again. One that depends on which of two messages comes first does not show every time: its scenario is then
 * played in several worlds at once, of which one must fail.
 */
import type { Scenario } from '../../exchange/index.js';

/** Plays a scenario once; what came of it, where it failed in the same way. */
export type Replay<Failed> = (scenario: Scenario) => Promise<Failed | undefined>;

/** How often a scenario is played to learn how steady its failure is. */
export const TRIALS = 8;
/** A failure that is still there is missed at most so often. */
const MISSED = 0.02;
/** How often a scenario is tried at most, before it is said not to fail. */
export const MOST_TRIES = 24;

/** How often a scenario was played, and what failed of it. */
interface Tried<Failed> {
  of: number;
  readonly failed: Failed[];
}

/** Remembers of each scenario how often it was tried: what was seen once is not forgotten because it does not show the next time. */
export class Again<Failed> {
  readonly #tried = new Map<string, Tried<Failed>>();
  #tries = MOST_TRIES;

  /** `atOnce`: how many worlds it may be played in at the same time. */
  constructor(
    private readonly replay: Replay<Failed>,
    private readonly atOnce = TRIALS,
  ) {}

  /** How many of some plays at once fail. */
  async count(scenario: Scenario, plays = TRIALS): Promise<number> {
    const played = await Promise.all(Array.from({ length: plays }, () => this.replay(scenario)));
    const failed = played.filter((one): one is Awaited<Failed> & Failed => one !== undefined);
    const before = this.tried(scenario);
    this.#tried.set(keyOf(scenario), { of: before.of + plays, failed: [...before.failed, ...failed] });
    return failed.length;
  }

  /** Whether it fails at all, tried as often as the last one that did makes it worth while. */
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

  /** Whether it fails about every second time. */
  async showsOften(scenario: Scenario): Promise<boolean> {
    return (await this.count(scenario)) >= TRIALS / 2;
  }

  /** The same, by what has been tried. */
  isFrequent(scenario: Scenario): boolean {
    const { of, failed } = this.tried(scenario);
    return of > 0 && failed.length >= of / 2;
  }

  tried(scenario: Scenario): Tried<Failed> {
    return this.#tried.get(keyOf(scenario)) ?? { of: 0, failed: [] };
  }
}

/** Seats that do nothing make no difference. */
const keyOf = ({ rounds }: Scenario): string => JSON.stringify(rounds);

function triesFor(rate: number): number {
  if (rate === 1) return TRIALS;
  return Math.min(MOST_TRIES, Math.max(TRIALS, Math.ceil(Math.log(MISSED) / Math.log(1 - rate))));
}
