import type { Outlet } from '../reference/index.js';
import type { Mutant } from './mutant.js';

/** What the fan-out takes for the name of a room: all that stands before the first slash. */
const shelf = ({ room }: Outlet): string => room.split('/')[0] ?? '';

export const mixedRooms: Mutant = {
  name: 'mixed-rooms',
  breaks: 'room.isolated',
  summary: 'announces the departures of one room in every other one whose name begins alike',
  wrap: (parts) => {
    const open = new Set<Outlet>();
    return {
      ...parts,
      deliver(outlet, message) {
        if (message.kind === 'joined') open.add(outlet);
        parts.deliver(outlet, message);
        if (message.kind !== 'participantLeft') return;
        for (const other of open)
          if (other.room !== outlet.room && shelf(other) === shelf(outlet)) parts.deliver(other, message);
      },
      close(outlet, code) {
        open.delete(outlet);
        parts.close(outlet, code);
      },
    };
  },
};
