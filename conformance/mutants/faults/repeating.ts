/** Faults in what a repeated Join comes to. */

import type { Lookup } from '../../../spec/machine/draft.js';
import type { Event } from '../../../spec/machine/events.js';
import type { RoomObject } from '../../../spec/machine/state.js';
import { changingEvents, type Mutant } from '../mutant.js';

/** The room object of which a Join is a repetition. */
function repeated(event: Event, look: Lookup): RoomObject | undefined {
  if (event.type !== 'join' || event.joinId === '') return undefined;
  return look.roomObject(look.askedWith(event.joinId, event.room, event.participant) ?? '');
}

const refusing = (code: 'already_exists' | 'not_found', when: (stream: RoomObject) => boolean) =>
  changingEvents((event, look) => {
    const stream = repeated(event, look);
    return event.type === 'join' && stream && when(stream) ? { ...event, access: code } : event;
  });

/** The faults in what a repeated Join comes to. */
export const repeatingMutants: readonly Mutant[] = [
  {
    name: 'joins-again',
    breaks: 'repeat.once',
    summary: 'takes a repeated Join for a second one',
    wrap: changingEvents((event) => (event.type === 'join' ? { ...event, joinId: '' } : event)),
  },
  {
    name: 'there-already',
    breaks: 'repeat.answered',
    summary: 'refuses a repeated Join, for its participant is there already',
    wrap: refusing('not_found', ({ departure }) => departure === null),
  },
  {
    name: 'never-heard-of',
    breaks: 'repeat.departed',
    summary: 'refuses the repeated Join of somebody who has departed with NOT_FOUND',
    wrap: refusing('not_found', ({ departure }) => departure !== null),
  },
];
