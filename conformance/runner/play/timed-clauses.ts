/** A target that sits in a debugger: no answer is late, and what only a clock can judge is not judged. */
import type { SystemUnderTest } from '../../sut/system.js';
import { timedClauses } from './timed.js';

const WHY = 'nothing is timed with --debug';

/** The same system, not held to the clauses that are about time. */
export function unhurried(system: SystemUnderTest): SystemUnderTest {
  const { profile } = system;
  const deviations = [...profile.deviations, ...timedClauses.map((clause) => ({ clause, why: WHY }))];
  return {
    profile: { ...profile, deviations },
    open: (world, report) => system.open(world, report),
    howEnded: () => system.howEnded?.(),
    revive: () => system.revive(),
    stop: () => system.stop(),
  };
}
