import { changingEffects, isSend, type Mutant } from './mutant.js';

export const forgetsObservers: Mutant = {
  name: 'forgets-observers',
  breaks: 'departure.tells-others',
  summary: 'tells nobody when the last host leaves',
  wrap: changingEffects(({ before, event, after, effects }) => {
    const hosts = (room: typeof before) => room.present.filter(({ role }) => role === 'host').length;
    const lastHostLeft = event.type === 'leave' && hosts(before) === 1 && hosts(after) === 0;
    return lastHostLeft
      ? effects.filter((effect) => !(isSend(effect) && effect.message.kind === 'participantLeft'))
      : effects;
  }),
};
