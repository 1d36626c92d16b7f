import type { Mutant } from './mutant.js';

export const attendeeEnds: Mutant = {
  name: 'attendee-ends',
  breaks: 'end.authority',
  summary: 'lets an attendee end the meeting',
  wrap: (parts) => ({
    ...parts,
    machine: (config, room, event) => {
      if (event.type !== 'end') return parts.machine(config, room, event);
      const present = room.present.map((one) =>
        one.connection === event.connection ? { ...one, role: 'host' as const } : one,
      );
      const step = parts.machine(config, { ...room, present }, event);
      return step;
    },
  }),
};
