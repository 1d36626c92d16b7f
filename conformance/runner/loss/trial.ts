/** Whether scenarios take the target down once more: played on one that is brought back before each attempt. */
import { appliedSteps, type Failure, type History, type Scenario } from '../../exchange/index.js';
import { type SystemUnderTest, Unreachable } from '../../sut/system.js';
import { bringBack, TargetLost } from '../play/health.js';
import { brief, generous, type Limits, unlimited } from '../play/limits.js';
import { play } from '../play/play.js';

/** A target that is lost is a request that nobody answers any more, whatever else it is. */
export const CLAUSE = 'request.answered';

interface Settings {
  /** The target may sit in a debugger. */
  readonly debug?: boolean | undefined;
  /** No further attempt is begun once it is aborted. */
  readonly signal?: AbortSignal | undefined;
}

export class Trial {
  /** How the target is lost at the moment. */
  #lost: TargetLost | undefined;

  constructor(
    private readonly system: SystemUnderTest,
    /** How it was lost before. */
    readonly first: TargetLost,
    private readonly settings: Settings = {},
  ) {
    this.#lost = first;
  }

  /** How the target is lost, if scenarios that are played at the same time do it. Rejects with the first loss where it cannot be brought back. */
  async loss(scenarios: readonly Scenario[], limits = this.#usual): Promise<TargetLost | undefined> {
    if (this.settings.signal?.aborted) return undefined;
    await this.bringBack();
    const ends = await Promise.allSettled(scenarios.map((scenario) => play(this.system, scenario, limits)));
    const errors: unknown[] = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []));
    this.#lost = errors.find((error) => error instanceof TargetLost);
    if (!this.#lost && errors.length > 0) throw errors[0];
    return this.#lost;
  }

  /** The failure that a scenario is if it takes the target down by itself. */
  async failure(scenario: Scenario): Promise<Failure | undefined> {
    const loss = await this.loss([scenario]);
    return loss && failureOf(scenario, loss, this.system);
  }

  /** The same, for a scenario that nobody has accused before: no target hangs that is only slow. */
  async accusation(scenario: Scenario): Promise<Failure | undefined> {
    const found = await this.failure(scenario);
    if (this.#lost?.how !== 'hung') return found;
    const loss = await this.loss([scenario], this.#patient);
    return loss && failureOf(scenario, loss, this.system);
  }

  async bringBack(): Promise<void> {
    const back = this.#lost ? bringBack(this.system, this.#lost) : this.system.revive();
    await back.catch((error: unknown) => {
      throw error instanceof Unreachable ? this.first : error;
    });
    this.#lost = undefined;
  }

  get #patient(): Limits {
    return this.settings.debug ? unlimited : generous;
  }

  /** Where it has hung before, each attempt may have to be waited for. */
  get #usual(): Limits {
    return this.first.how === 'hung' && !this.settings.debug ? brief : this.#patient;
  }
}

export function failureOf(scenario: Scenario, loss: TargetLost, { profile }: SystemUnderTest): Failure {
  const history: History =
    loss.history?.scenario === scenario ? loss.history : { scenario, profile, records: [], settled: 'unreachable' };
  const steps = appliedSteps(history);
  return {
    clause: CLAUSE,
    at: history.records.length,
    allowed: 'an answer, by a server that lives on',
    seen: loss.message,
    oracleOnly: false,
    scenario,
    history,
    shrink: { from: steps, to: steps, tookMs: 0, fails: 2, of: 2, atOnce: 1, sameAs: '' },
    file: '',
  };
}
