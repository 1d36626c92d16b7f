import type { Mutant } from './mutant.js';

export const attendeeEnds: Mutant = {
  name: 'attendee-ends',
  breaks: 'end.authority',
  summary: 'lets an attendee end the meeting',
  wrap: (parts) => ({
    ...parts,
    machine: (config, room, event) => {
      if (event.type !== 'ask' || event.ask.kind !== 'end') return parts.machine(config, room, event);
      const present = room.present.map((one) =>
        one.id === event.participation ? { ...one, role: 'host' as const } : one,
      );
      return parts.machine(config, { ...room, present }, event);
    },
  }),
};
