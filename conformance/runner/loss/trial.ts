/** Whether scenarios take the target down again: it is started anew before each attempt. */
import type { ClauseId } from '../../../gen/clauses.js';
import { appliedSteps, type History } from '../../exchange/history.js';
import type { Profile } from '../../exchange/profile.js';
import type { Failure } from '../../exchange/report.js';
import type { Scenario } from '../../exchange/scenario.js';
import { type SystemUnderTest, Unreachable } from '../../sut/system.js';
import { bringBack, TargetLost } from '../play/health.js';
import { brief, generous, type TimeLimits, unlimited } from '../play/limits.js';
import type { Played } from '../play/played.js';

/** What a lost target breaks, whatever else it does: no request is answered any more, no room object told to have left. */
export const lossClause = ({ side }: Pick<Profile, 'side'>): ClauseId =>
  side === 'client' ? 'client.room-left-once' : 'request.answered';

/** What a trial works with. */
export interface TrialOptions {
  readonly system: SystemUnderTest;
  /** Plays a scenario once. */
  readonly play: (scenario: Scenario, limits: TimeLimits) => Promise<Played>;
  /** Disables timeouts, for a target in a debugger. */
  readonly debug?: boolean | undefined;
  /** No further attempt is begun once it is aborted. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Tries to lose the target again, after a first loss. Each method rejects with that loss where the target cannot be
 * started again.
 */
export class Trial {
  /** The loss that the target has not been brought back from yet. */
  #lost: TargetLost | undefined;

  constructor(
    readonly first: TargetLost,
    private readonly options: TrialOptions,
  ) {
    this.#lost = first;
  }

  /** The loss of the target, where scenarios that are played at the same time cause one. */
  async loss(scenarios: readonly Scenario[], limits = this.#usual): Promise<TargetLost | undefined> {
    const { signal, play } = this.options;
    if (signal?.aborted) return undefined;
    await this.bringBack();
    const ends = await Promise.allSettled(scenarios.map((scenario) => play(scenario, limits)));
    const errors: unknown[] = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []));
    this.#lost = errors.find((error) => error instanceof TargetLost);
    if (!this.#lost && errors.length > 0) throw errors[0];
    return this.#lost;
  }

  /** The failure of a scenario that takes the target down by itself: one that is only slow does not count as hung. */
  async accusation(scenario: Scenario): Promise<Failure | undefined> {
    const found = await this.#failure(scenario, this.#usual);
    return this.#lost?.how === 'hung' ? this.#failure(scenario, this.#patient) : found;
  }

  /** Starts the target again where it is lost. */
  async bringBack(): Promise<void> {
    const { system } = this.options;
    const back = this.#lost ? bringBack(system, this.#lost) : system.revive();
    await back.catch((error: unknown) => {
      throw error instanceof Unreachable ? this.first : error;
    });
    this.#lost = undefined;
  }

  async #failure(scenario: Scenario, limits: TimeLimits): Promise<Failure | undefined> {
    const loss = await this.loss([scenario], limits);
    return loss && lossFailure(scenario, loss, this.options.system);
  }

  /** All the time that every answer is promised. */
  get #patient(): TimeLimits {
    return this.options.debug ? unlimited : generous;
  }

  /** Each attempt on a target that has hung before may have to be waited for. */
  get #usual(): TimeLimits {
    return this.first.how === 'hung' && !this.options.debug ? brief : this.#patient;
  }
}

/** The failure of a scenario under which the target was lost. */
export function lossFailure(scenario: Scenario, loss: TargetLost, { profile }: SystemUnderTest): Failure {
  const history: History =
    loss.history?.scenario === scenario ? loss.history : { scenario, profile, records: [], settled: 'unreachable' };
  const steps = appliedSteps(history);
  return {
    clause: lossClause(profile),
    at: history.records.length,
    allowed: profile.side === 'client' ? 'roomLeft, by a client that lives on' : 'an answer, by a server that lives on',
    seen: loss.message,
    oracleOnly: false,
    scenario,
    history,
    shrink: { from: steps, to: steps, tookMs: 0, fails: 2, of: 2, atOnce: 1, sameAs: '' },
    file: '',
  };
}
