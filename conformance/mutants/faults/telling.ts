/** Faults in who is told of a departure, and how often. */

import type { Lookup } from '../../../spec/machine/draft.js';
import type { Effect } from '../../../spec/machine/messages.js';
import type { Telling } from '../../../spec/machine/state.js';
import { changingEffects, changingTellings, type Mutant } from '../mutant.js';

const announcesTwice: Mutant = {
  name: 'announces-twice',
  breaks: 'departure.once',
  summary: 'announces each departure twice',
  wrap: changingTellings(({ tellings }) =>
    tellings.flatMap((telling) => (telling.message.kind === 'participantLeft' ? [telling, telling] : [telling])),
  ),
};

const forgetsObservers: Mutant = {
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

const wrongName: Mutant = {
  name: 'names-a-neighbour',
  breaks: 'departure.named',
  summary: 'gives, of somebody who has left, the name of another one who is there',
  wrap: changingTellings(({ after, tellings }) =>
    tellings.map((telling): Telling => {
      const { message } = telling;
      const [other] = after.present;
      if (message.kind !== 'participantLeft' || !other) return telling;
      return { ...telling, message: { ...message, participant: other.participant } };
    }),
  ),
};

const lastWord: Mutant = {
  name: 'last-word',
  breaks: 'departure.last',
  summary: 'sends anybody who departs a ParticipantLeft of its own after the RoomLeft',
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

/** What the fan-out takes for the name of a room: all that stands before the first slash. */
const beginning = (room: string): string => room.split('/')[0] ?? '';

/** What was told to somebody of a departure, once more for each of `all` who is in another room of the same beginning. */
function echoes(telling: Telling, all: ReadonlySet<string>, look: Lookup): Telling[] {
  const room = look.roomObject(telling.to)?.room;
  if (telling.message.kind !== 'participantLeft' || room === undefined) return [];
  const others = [...all].filter((id) => {
    const other = look.roomObject(id)?.room;
    return other !== undefined && other !== room && beginning(other) === beginning(room);
  });
  return others.map((to): Telling => ({ ...telling, kind: 'tell', to }));
}

const mixedRooms: Mutant = {
  name: 'mixed-rooms',
  breaks: 'room.isolated',
  summary: 'announces the departures of one room in every other one whose name begins alike',
  wrap: (parts) => {
    const all = new Set<string>();
    return {
      ...parts,
      react(config, look, event, machine) {
        const changes = parts.react(config, look, event, (...decision) => {
          const [after, tellings] = machine(...decision);
          return [after, tellings.flatMap((telling) => [telling, ...echoes(telling, all, look)])];
        });
        for (const [id, stream] of changes.roomObjects) {
          if (stream === null || stream.departure !== null) all.delete(id);
          else all.add(id);
        }
        return changes;
      },
    };
  },
};

const muteLeaver: Mutant = {
  name: 'mute-leaver',
  breaks: 'departure.tells-leaver',
  // Where nobody else is there to be told, it shows in what the leaver asks next.
  or: ['request.answered', 'switch.announced'],
  summary: 'tells anybody who departs nothing at all: neither RoomLeft nor a close',
  // The close goes with the RoomLeft.
  wrap: changingTellings(({ tellings }) => tellings.filter(({ message }) => message.kind !== 'roomLeft')),
};

const silentLeaver: Mutant = {
  name: 'silent-leaver',
  breaks: 'departure.tells-leaver',
  summary: 'closes the connection of anybody who departs without a RoomLeft',
  wrap: changingEffects(({ changes }) =>
    changes.effects.filter((effect) => !(effect.kind === 'send' && effect.message.kind === 'roomLeft')),
  ),
};

/** The faults in telling. */
export const tellingMutants: readonly Mutant[] = [
  announcesTwice,
  forgetsObservers,
  wrongName,
  lastWord,
  mixedRooms,
  muteLeaver,
  silentLeaver,
];
