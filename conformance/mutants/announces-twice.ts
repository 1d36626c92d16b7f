import { changingEffects, isSend, type Mutant } from './mutant.js';

export const announcesTwice: Mutant = {
  name: 'announces-twice',
  breaks: 'departure.once',
  summary: 'announces each departure twice',
  wrap: changingEffects(({ effects }) =>
    effects.flatMap((effect) =>
      isSend(effect) && effect.message.kind === 'participantLeft' ? [effect, effect] : [effect],
    ),
  ),
};
