/** What a run has met of the core machine, and what not: generation steers to what is missing. */

import type { Profile } from '../../exchange/profile.js';
import type { Coverage } from '../../exchange/report.js';
import { type CoreTriple, coreReachable, tripleName } from '../../oracle/coverage.js';
import type { Triples } from '../context.js';

/** The triples at the start of a run; a client has none. */
export const triplesAtStart = (profile: Profile): Triples => ({
  reachable: profile.side === 'server' ? coreReachable(profile) : [],
  met: new Set(),
});

/** The triples that no scenario has met yet. */
export const missingTriples = ({ reachable, met }: Triples): readonly CoreTriple[] =>
  reachable.filter((triple) => !met.has(tripleName(triple)));

/** Notes what a scenario has met. */
export function meet({ met }: Triples, triples: readonly CoreTriple[]): void {
  for (const triple of triples) met.add(tripleName(triple));
}

/** The coverage as it is reported. */
export const coverageOf = (triples: Triples): Coverage => ({
  reachable: triples.reachable.length,
  missing: missingTriples(triples).map(tripleName),
});
