/** Right servers that refuse what a server may refuse at any time, because it is busy, or because its owner wants it so. */
import { reason } from '../../../gen/codes.js';
import type { Event } from '../../../spec/machine/events.js';
import type { Wrap } from '../../reference/server/parts.js';
import { type Chance, chanceOf } from '../chance.js';
import { type Alteration, changingEvents } from '../mutant.js';
import { wrapped } from './every-freedom.js';

/** One in so many is refused. */
const RARITY = 40;

/** Refuses some of what may be refused. Clauses `limit.load`, `limit.leaves`. */
const overloaded = (chance: Chance): Wrap =>
  changingEvents((event) => (mayBeRefused(event) && chance.one(RARITY) ? refusedForLoad(event) : event));

function mayBeRefused(event: Event): boolean {
  if (event.type === 'join' || event.type === 'operate') return event.access === 'granted';
  return (
    event.type === 'resume' || (event.type === 'request' && event.ask.kind !== 'leave' && event.ask.kind !== 'end')
  );
}

function refusedForLoad(event: Event): Event {
  if (event.type === 'join' || event.type === 'operate') return { ...event, access: 'resource_exhausted' };
  if (event.type === 'resume') return { ...event, excess: true };
  return event.type === 'request' ? { ...event, ask: { kind: 'excess' } } : event;
}

/** Says with either of its two codes that it is too busy. */
const inEitherWord =
  (chance: Chance): Wrap =>
  (parts) => ({
    ...parts,
    deliver(connection, message, sequence) {
      const isBusy = message.kind === 'rejected' && message.code === 'resource_exhausted' && chance.one(2);
      parts.deliver(connection, isBusy ? { ...message, code: 'unavailable' } : message, sequence);
    },
  });

/** A server that is too busy now and then. */
function underLoad(seed: number): Pick<Alteration, 'wrap'> {
  const chance = chanceOf(seed);
  return { wrap: wrapped(overloaded(chance), inEitherWord(chance)) };
}

/** Lets nobody into a session again who was removed from it. Clause `remove.bars`. */
const barring: Wrap = (parts) => {
  const barred = new Set<string>();
  const nameOf = (session: string | null | undefined, participant: string) => JSON.stringify([session, participant]);
  return {
    ...parts,
    react(config, look, event, machine) {
      const bars =
        event.type === 'join' &&
        event.access === 'granted' &&
        look.askedWith(event.joinId, event.room, event.participant) === undefined &&
        barred.has(nameOf(look.room(event.room)?.session, event.participant));
      return parts.react(config, look, bars ? { ...event, access: 'permission_denied' } : event, machine);
    },
    machine(config, room, event) {
      const [after, tellings] = parts.machine(config, room, event);
      for (const { message } of tellings)
        if (message.kind === 'participantLeft' && message.reason === reason.REMOVE_PEER)
          barred.add(nameOf(room.session, message.participant));
      return [after, tellings];
    },
  };
};

/** Servers that refuse more than others. */
export const refusingVariants: readonly Alteration[] = [
  {
    name: 'under-load',
    summary: 'refuses now and then what it may refuse because of load',
    seeded: underLoad,
    wrap: (parts) => parts,
  },
  {
    name: 'small-rooms',
    summary: 'lets no more than ten into a room',
    setup: { limits: { participants: 10 } },
    wrap: (parts) => parts,
  },
  {
    name: 'few-requests',
    summary: 'takes five requests a second from a connection, and refuses what is more',
    setup: { limits: { requestsPerSecond: 5 } },
    wrap: (parts) => parts,
  },
  {
    name: 'bars-the-removed',
    summary: 'lets nobody into a session again who was removed from it',
    wrap: barring,
  },
];
