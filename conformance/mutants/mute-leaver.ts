import { changingTellings, type Mutant } from './mutant.js';

export const muteLeaver: Mutant = {
  name: 'mute-leaver',
  breaks: 'departure.tells-leaver',
  summary: 'tells whoever departs nothing at all: neither RoomLeft nor a close',
  // The close goes with the RoomLeft.
  wrap: changingTellings(({ tellings }) => tellings.filter(({ message }) => message.kind !== 'roomLeft')),
};
