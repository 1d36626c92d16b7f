/** What a run has met of the machine, and what not: generation steers to what is missing. */

import type { Profile } from '../../exchange/profile.js';
import type { Coverage } from '../../exchange/report.js';
import { reachableByClient } from '../../oracle/client/coverage.js';
import { type FullTriple, nameOf, pairOf, reachableFor } from '../../oracle/coverage.js';
import type { Triples } from '../context.js';
import type { Judgement } from '../play/played.js';

/** The triples at the start of a run; of a client, the pairs. */
export const triplesAtStart = (profile: Profile): Triples => ({
  reachable: profile.side === 'server' ? reachableFor(profile) : [],
  met: new Set(),
  reachablePairs: profile.side === 'client' ? reachableByClient(profile) : [],
  metPairs: new Set(),
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
export function meet({ met, metPairs }: Triples, judged: Pick<Judgement, 'met' | 'metPairs'>): void {
  for (const triple of judged.met) met.add(nameOf(triple));
  for (const pair of judged.metPairs) metPairs.add(pair);
}

/** The coverage as it is reported. */
export function coverageOf(triples: Triples): Coverage {
  if (triples.reachablePairs.length > 0) return coverageOfPairs(triples);
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

/** Of a client nobody counts what became of an event: there is nearly always one thing that may. */
const coverageOfPairs = ({ reachablePairs, metPairs }: Triples): Coverage => ({
  reachable: 0,
  missing: [],
  reachablePairs: reachablePairs.length,
  missingPairs: reachablePairs.filter((pair) => !metPairs.has(pair)),
});
