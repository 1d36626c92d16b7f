import type { Lookup, Telling } from '../../spec/machine/index.js';
import type { Mutant } from './mutant.js';

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

export const mixedRooms: Mutant = {
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
