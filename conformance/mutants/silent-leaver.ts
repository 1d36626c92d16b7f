import { changingEffects, isSend, type Mutant } from './mutant.js';

export const silentLeaver: Mutant = {
  name: 'silent-leaver',
  breaks: 'departure.tells-leaver',
  summary: 'closes the connection of whoever departs without a RoomLeft',
  wrap: changingEffects(({ effects }) =>
    effects.filter((effect) => !(isSend(effect) && effect.message.kind === 'roomLeft')),
  ),
};
