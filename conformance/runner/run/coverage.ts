/** What a run has met of the machine, and what not: generation steers to what is missing. */

import type { Profile } from '../../exchange/profile.js';
import type { Coverage } from '../../exchange/report.js';
import { type FullTriple, nameOf, pairOf, reachableFor } from '../../oracle/coverage.js';
import type { Triples } from '../context.js';

/** The triples at the start of a run; a client has none. */
export const triplesAtStart = (profile: Profile): Triples => ({
  reachable: profile.side === 'server' ? reachableFor(profile) : [],
  met: new Set(),
});

/** The triples that no scenario has met yet: first one of each pair of which nothing was met. */
export function missingTriples({ reachable, met }: Triples): readonly FullTriple[] {
  const missing = reachable.filter((triple) => !met.has(nameOf(triple)));
  const pairs = new Set(reachable.filter((triple) => met.has(nameOf(triple))).map(pairOf));
  const firsts = missing.filter((triple) => !pairs.has(pairOf(triple)) && pairs.add(pairOf(triple)));
  const ahead = new Set(firsts);
  return [...firsts, ...missing.filter((triple) => !ahead.has(triple))];
}

/** Notes what a scenario has met. */
export function meet({ met }: Triples, triples: readonly FullTriple[]): void {
  for (const triple of triples) met.add(nameOf(triple));
}

/** The coverage as it is reported. */
export function coverageOf(triples: Triples): Coverage {
  const missing = missingTriples(triples);
  const pairs = new Set(triples.reachable.map(pairOf));
  const metPairs = new Set(triples.reachable.filter((triple) => triples.met.has(nameOf(triple))).map(pairOf));
  return {
    reachable: triples.reachable.length,
    missing: missing.map(nameOf),
    reachablePairs: pairs.size,
    missingPairs: [...pairs].filter((pair) => !metPairs.has(pair)),
  };
}
