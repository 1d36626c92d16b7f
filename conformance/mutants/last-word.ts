import type { Effect } from '../../spec/machine/index.js';
import { changingEffects, type Mutant } from './mutant.js';

export const lastWord: Mutant = {
  name: 'last-word',
  breaks: 'departure.last',
  summary: 'sends whoever departs a ParticipantLeft of its own after the RoomLeft',
  wrap: changingEffects(({ look, changes }) =>
    changes.effects.flatMap((effect): Effect[] => {
      if (effect.kind !== 'send' || effect.message.kind !== 'roomLeft') return [effect];
      const id = look.carriedBy(effect.to);
      const leaver = id === undefined ? undefined : look.roomObject(id);
      if (!leaver) return [effect];
      const { participant, participation } = leaver;
      const message = { kind: 'participantLeft', participant, participation, reason: effect.message.reason } as const;
      return [effect, { ...effect, message, sequence: effect.sequence + 1 }];
    }),
  ),
};
