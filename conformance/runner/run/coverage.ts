/** What a run has met of the core machine, and what not: generation steers to what is missing. */
import type { Coverage, Profile } from '../../exchange/index.js';
import { coreReachable } from '../../oracle/index.js';
import type { Triples } from '../context.js';

/** The triples at the start of a run; a client has none. */
export const triplesAtStart = (profile: Profile): Triples => ({
  reachable: profile.side === 'server' ? coreReachable(profile) : [],
  met: new Set(),
});

/** The triples that no scenario has met yet. */
export const missingTriples = ({ reachable, met }: Triples): readonly string[] =>
  reachable.filter((triple) => !met.has(triple));

/** The coverage as it is reported. */
export const coverageOf = (triples: Triples): Coverage => ({
  reachable: triples.reachable.length,
  missing: missingTriples(triples),
});
