/** The participations of one world of the peer's, each with a name of its own. */
import type { Member } from '../../exchange/observation.js';
import type { Role } from '../../exchange/words.js';

/** Names the participations of a participant in the order in which they begin: `bob-1`, `bob-2` and so on. */
export function participationNames() {
  const counts = new Map<string, number>();
  const countOf = (participant: string): number => counts.get(participant) ?? 0;
  return {
    /** A participant begins a new one. */
    begin(participant: string, role: Role = 'attendee'): Member {
      const count = countOf(participant) + 1;
      counts.set(participant, count);
      return { participant, participation: `${participant}-${count}`, role };
    },

    /** Whether a participation by this name was ever in the world. */
    knows(participation: string): boolean {
      const [, participant = '', ordinal] = /^(.*)-(\d+)$/.exec(participation) ?? [];
      return Number(ordinal) <= countOf(participant);
    },

    /** The latest participation of a participant; the name of one that never was, where there is none. */
    newest: (participant: string): string => `${participant}-${countOf(participant)}`,
  };
}

/** What {@link participationNames} gives. */
export type Participations = ReturnType<typeof participationNames>;
