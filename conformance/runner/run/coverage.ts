/** What of the core machine a run has met, and what it has not. Generation steers to what is missing. */
import type { Coverage, Profile } from '../../exchange/index.js';
import { coreReachable } from '../../oracle/index.js';

export class Met {
  readonly #reachable: readonly string[];
  readonly #met = new Set<string>();

  constructor(profile: Profile) {
    this.#reachable = profile.side === 'server' ? coreReachable(profile) : [];
  }

  add(triples: readonly string[]): void {
    for (const triple of triples) this.#met.add(triple);
  }

  get missing(): readonly string[] {
    return this.#reachable.filter((triple) => !this.#met.has(triple));
  }

  get coverage(): Coverage {
    return { reachable: this.#reachable.length, missing: this.missing };
  }
}
