import { changingEffects, isSend, type Mutant } from './mutant.js';

export const muteLeaver: Mutant = {
  name: 'mute-leaver',
  breaks: 'departure.tells-leaver',
  summary: 'tells whoever departs nothing at all: neither RoomLeft nor a close',
  wrap: changingEffects(({ effects }) => {
    const told = new Set(
      effects.filter((effect) => isSend(effect) && effect.message.kind === 'roomLeft').map(({ to }) => to),
    );
    return effects.filter(({ to }) => !told.has(to));
  }),
};
