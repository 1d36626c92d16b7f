import type { Effect } from '../../spec/machine/index.js';
import { changingEffects, isSend, type Mutant } from './mutant.js';

export const lastWord: Mutant = {
  name: 'last-word',
  breaks: 'departure.last',
  summary: 'sends whoever departs a ParticipantLeft of its own after the RoomLeft',
  wrap: changingEffects(({ before, effects }) =>
    effects.flatMap((effect): Effect[] => {
      if (!isSend(effect) || effect.message.kind !== 'roomLeft') return [effect];
      const leaver = before.present.find(({ connection }) => connection === effect.to);
      if (!leaver) return [effect];
      const { participant, id: participation } = leaver;
      const message = { kind: 'participantLeft', participant, participation, reason: effect.message.reason } as const;
      return [effect, { ...effect, message }];
    }),
  ),
};
