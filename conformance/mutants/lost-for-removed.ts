import type { Effect } from '../../spec/machine/index.js';
import { changingEffects, isSend, type Mutant } from './mutant.js';

/** The leaver, the observers and the close frame all say the same wrong thing. */
function belied(effect: Effect): Effect {
  if (!isSend(effect)) return effect.code === 4002 ? { ...effect, code: 4001 } : effect;
  const { message } = effect;
  const removed = (message.kind === 'participantLeft' || message.kind === 'roomLeft') && message.reason === 1002;
  return removed ? { ...effect, message: { ...message, reason: 1001 } } : effect;
}

export const lostForRemoved: Mutant = {
  name: 'lost-for-removed',
  breaks: 'reason.true',
  summary: 'says 1001 of whoever was removed',
  wrap: changingEffects(({ effects }) => effects.map(belied)),
};
