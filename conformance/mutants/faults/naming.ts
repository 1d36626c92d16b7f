/** Faults in what an id is taken for, and in what it gives away. */

import type { Lookup } from '../../../spec/machine/draft.js';
import type { Event } from '../../../spec/machine/events.js';
import { changingEvents, type Mutant } from '../mutant.js';

type Joining = Event & { type: 'join' };

/** Somebody who is in the room already, under an id that `is` makes the same. */
const present = (look: Lookup, { room }: Joining, is: (participant: string) => boolean): string | undefined =>
  look.room(room)?.present.find(({ participant }) => is(participant))?.participant;

const inSmall = (id: string): string => id.normalize('NFC').toLowerCase();

/** The faults in what an id is taken for, and in what it gives away. */
export const namingMutants: readonly Mutant[] = [
  {
    name: 'reads-no-capitals',
    breaks: 'ids.compared',
    // The second one is refused as if it were there already.
    or: ['join.duplicate'],
    summary: 'takes ids for the same that differ in capitals, or in how Unicode writes a letter',
    setup: { config: { replace: false } },
    wrap: changingEvents((event, look) => {
      if (event.type !== 'join') return event;
      const twin = present(look, event, (participant) => inSmall(participant) === inSmall(event.participant));
      return twin === undefined ? event : { ...event, participant: twin };
    }),
  },
  {
    name: 'short-of-room',
    breaks: 'ids.length',
    summary: 'refuses ids of more than 100 bytes',
    setup: { limits: { nameBytes: 100 } },
    wrap: (parts) => parts,
  },
  {
    name: 'looks-before-it-asks',
    breaks: 'request.first-refusal',
    summary: 'refuses somebody who is in the room already before it looks at the token',
    setup: { config: { replace: false } },
    wrap: changingEvents((event, look) => {
      if (event.type !== 'join' || event.access === 'granted') return event;
      const there = present(look, event, (participant) => participant === event.participant);
      return there === undefined ? event : { ...event, access: 'granted' };
    }),
  },
];
