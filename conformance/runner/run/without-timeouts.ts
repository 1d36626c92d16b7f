/** Debugging: a target that sits in a debugger keeps no times. */
import { timedClauses } from '../../invariants/index.js';
import type { SystemUnderTest } from '../../sut/system.js';

const WHY = 'nothing is timed with --debug';

/** The same system for a run with `--debug`: exempt from the clauses about time, because it may sit in a debugger. */
export function withoutTimeouts(system: SystemUnderTest): SystemUnderTest {
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
