import { changingEffects, type Mutant } from './mutant.js';

export const silentLeaver: Mutant = {
  name: 'silent-leaver',
  breaks: 'departure.tells-leaver',
  summary: 'closes the connection of whoever departs without a RoomLeft',
  wrap: changingEffects(({ changes }) =>
    changes.effects.filter((effect) => !(effect.kind === 'send' && effect.message.kind === 'roomLeft')),
  ),
};
