/** Deviations that are declared by the person who starts a run, and not by the system itself. */
import type { ClauseId } from '../../gen/clauses.js';
import type { Deviation } from '../exchange/profile.js';
import type { SystemUnderTest } from '../sut/system.js';

/** The clauses that the protocol is for: whatever is declared, who breaks one does not conform. spec/conformance.md */
export const undeclarable: readonly ClauseId[] = [
  'departure.once',
  'departure.tells-others',
  'departure.tells-leaver',
  'reason.true',
  'reason.agree',
  'reason.first-wins',
  'client.room-left-once',
  'client.participant-left',
];

/** The same system, which declares these deviations as well. */
export function deviating(system: SystemUnderTest, declared: readonly Deviation[] = []): SystemUnderTest {
  const { profile } = system;
  if (declared.length === 0) return system;
  return {
    profile: { ...profile, deviations: [...profile.deviations, ...declared] },
    open: (world, report) => system.open(world, report),
    howEnded: () => system.howEnded?.(),
    revive: () => system.revive(),
    stop: () => system.stop(),
  };
}
