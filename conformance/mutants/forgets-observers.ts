import { changingTellings, type Mutant } from './mutant.js';

export const forgetsObservers: Mutant = {
  name: 'forgets-observers',
  breaks: 'departure.tells-others',
  summary: 'tells nobody when the last host leaves',
  wrap: changingTellings(({ before, event, after, tellings }) => {
    const hosts = (room: typeof before) => room.present.filter(({ role }) => role === 'host').length;
    const isLeave = event.type === 'ask' && event.ask.kind === 'leave';
    const lastHostLeft = isLeave && hosts(before) === 1 && hosts(after) === 0;
    return lastHostLeft ? tellings.filter(({ message }) => message.kind !== 'participantLeft') : tellings;
  }),
};
