import { changingTellings, type Mutant } from './mutant.js';

export const announcesTwice: Mutant = {
  name: 'announces-twice',
  breaks: 'departure.once',
  summary: 'announces each departure twice',
  wrap: changingTellings(({ tellings }) =>
    tellings.flatMap((telling) => (telling.message.kind === 'participantLeft' ? [telling, telling] : [telling])),
  ),
};
