import type { Telling } from '../../spec/machine/index.js';
import { changingTellings, type Mutant } from './mutant.js';

/** The leaver, the observers and the close frame, which follows what the leaver is told, all say the same wrong thing. */
function belied<T extends Telling>(telling: T): T {
  const { message } = telling;
  const removed = (message.kind === 'participantLeft' || message.kind === 'roomLeft') && message.reason === 1002;
  return removed ? { ...telling, message: { ...message, reason: 1001 } } : telling;
}

export const lostForRemoved: Mutant = {
  name: 'lost-for-removed',
  breaks: 'reason.true',
  summary: 'says 1001 of whoever was removed',
  // Of somebody who was away, 1001 would only be told too early.
  setup: { config: { resumeWindowMs: 0 } },
  wrap: changingTellings(({ tellings }) => tellings.map(belied)),
};
