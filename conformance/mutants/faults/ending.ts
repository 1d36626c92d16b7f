/** Faults in ending the meeting. */

import type { Wrap } from '../../reference/server/parts.js';
import { answering, changingTellings, type Mutant, pretending, refusedBy } from '../mutant.js';

const host = ({ role }: { readonly role: string }): boolean => role === 'host';

/** A client that would join a room that somebody has ended is refused. */
const closedForGood: Wrap = (parts) => {
  const ended = new Set<string>();
  return {
    ...parts,
    react(config, look, event, machine) {
      if (event.type === 'join' && ended.has(event.room))
        return parts.react(config, look, { ...event, access: 'not_found' }, machine);
      const changes = parts.react(config, look, event, machine);
      const isEnd = event.type === 'request' && event.ask.kind === 'end';
      for (const [name, { session }] of changes.rooms) if (isEnd && session === null) ended.add(name);
      return changes;
    },
  };
};

/** The faults in ending the meeting. */
export const endingMutants: readonly Mutant[] = [
  {
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
  },
  {
    name: 'owner-ends',
    breaks: 'end.host',
    summary: 'lets only that host end the meeting who came first',
    wrap: answering('end', (asked) => {
      const { caller, room } = asked;
      return host(caller) && room.present[0] !== caller ? refusedBy(asked, 'permission_denied') : undefined;
    }),
  },
  {
    name: 'hosts-only',
    breaks: 'end.last-participant',
    summary: 'lets no attendee end the meeting, not even the last one in the room',
    wrap: answering('end', (asked) => (host(asked.caller) ? undefined : refusedBy(asked, 'permission_denied'))),
  },
  {
    name: 'forgets-the-newest',
    breaks: 'end.everyone',
    // Who comes after the end finds the meeting still on.
    // So does the operator, and who joins once all are gone.
    or: ['session.fresh', 'operator.not-found', 'end.new-session', 'join.roster'],
    summary: 'ends the meeting for all but the one who came last, who stays in it',
    wrap: answering('end', ({ room, caller, right }) => {
      const [after, tellings] = right();
      const newest = room.present.at(-1);
      if (after.session !== null || !newest || newest === caller) return undefined;
      const departed = [...room.departed, ...room.present.slice(0, -1).map(({ id }) => id)];
      return [{ ...room, present: [newest], departed }, tellings.filter(({ to }) => to !== newest.roomObject)];
    }),
  },
  {
    name: 'closed-for-good',
    breaks: 'end.new-session',
    // A SwitchRoom that is refused lacks its Joined.
    or: ['join.roster'],
    summary: 'lets nobody into a room that has been ended once',
    wrap: closedForGood,
  },
  {
    name: 'announces-all',
    breaks: 'departure.by-room-left-alone',
    summary: 'announces to each the departure of each when the meeting ends, and does not declare it',
    wrap: pretending({ announcesEach: true }),
  },
  {
    name: 'announces-to-the-others',
    breaks: 'announces.each',
    summary: 'announces each departure at the end of the meeting to all but the one who ended it',
    setup: { config: { announcesEach: true } },
    wrap: changingTellings(({ event, tellings }) => {
      const ender = tellings.find(({ message }) => message.kind === 'roomLeft' && message.replyTo > 0);
      if (!ender || event.type !== 'ask' || event.ask.kind !== 'end') return tellings;
      return tellings.filter(({ to, message }) => to !== ender.to || message.kind !== 'participantLeft');
    }),
  },
];
