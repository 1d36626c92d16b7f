/** Faults that show only where there are many: people, departures, requests, openings, losses. */
import type { RoomEvent, Telling } from '../../../spec/machine/state.js';
import type { Wrap } from '../../reference/server/parts.js';
import { changingEffects, changingEvents, changingTellings, type Mutant } from '../mutant.js';

const EIGHT = 8;
const SIXTEEN = 16;
const HUNDRED = 100;
const BYTE = 256;
const THIRD = 3;
const FOURTH = 4;

/** Leaves out what one event has a room tell of a kind, but for the first ones. */
const atMost = (most: number, isOf: (telling: Telling, event: RoomEvent) => boolean): Wrap =>
  changingTellings(({ event, tellings }) => {
    let told = 0;
    return tellings.filter((telling) => {
      if (!isOf(telling, event)) return true;
      told += 1;
      return told <= most;
    });
  });

const isEnd = (event: RoomEvent): boolean => event.type === 'ask' && event.ask.kind === 'end';

/** From the hundredth on nobody is told of a departure. */
const hundredDepartures: Wrap = (parts) => {
  let departures = 0;
  return changingTellings(({ tellings }) => {
    if (tellings.some(({ message }) => message.kind === 'participantLeft')) departures += 1;
    return departures > HUNDRED ? tellings.filter(({ message }) => message.kind !== 'participantLeft') : tellings;
  })(parts);
};

/** From the third opening of a room on each one goes on as the one before. */
const thirdOpening: Wrap = (parts) => {
  const openings = new Map<string, { count: number; session: string }>();
  return {
    ...parts,
    react(config, look, event, machine) {
      if (event.type !== 'join') return parts.react(config, look, event, machine);
      const known = openings.get(event.room);
      const again = known && known.count >= THIRD ? { ...event, session: known.session } : event;
      const opens = (look.room(event.room)?.session ?? null) === null;
      const changes = parts.react(config, look, again, machine);
      const session = changes.rooms.get(event.room)?.session;
      if (opens && session) openings.set(event.room, { count: (known?.count ?? 0) + 1, session });
      return changes;
    },
  };
};

/** Each room object may come back three times. */
const threeReturns: Wrap = (parts) => {
  const returns = new Map<string, number>();
  return changingEvents((event, look) => {
    const holder = event.type === 'resume' ? look.holderOf(event.token) : undefined;
    if (event.type !== 'resume' || holder === undefined) return event;
    const count = (returns.get(holder) ?? 0) + 1;
    returns.set(holder, count);
    return count >= FOURTH ? { ...event, token: 'one too many' } : event;
  })(parts);
};

/** The faults that show only where there are many. */
export const countingMutants: readonly Mutant[] = [
  {
    name: 'tells-eight',
    steps: 12,
    breaks: 'departure.tells-others',
    summary: 'tells at most eight of a departure',
    wrap: atMost(EIGHT, ({ message }) => message.kind === 'participantLeft'),
  },
  {
    name: 'announces-to-eight',
    steps: 12,
    breaks: 'join.announced',
    summary: 'announces an arrival to at most eight',
    wrap: atMost(EIGHT, ({ message }) => message.kind === 'participantJoined'),
  },
  {
    name: 'lists-sixteen',
    steps: 20,
    breaks: 'join.roster',
    summary: 'lists at most sixteen in a roster',
    wrap: changingTellings(({ tellings }) =>
      tellings.map((telling): Telling => {
        const { message } = telling;
        if (message.kind !== 'joined') return telling;
        return { ...telling, message: { ...message, roster: message.roster.slice(0, SIXTEEN) } };
      }),
    ),
  },
  {
    name: 'ends-for-sixteen',
    steps: 20,
    breaks: 'end.everyone',
    // Who has asked for the end may be the seventeenth.
    or: ['departure.tells-leaver', 'request.answered'],
    summary: 'tells sixteen people of an end, and closes the room',
    wrap: atMost(SIXTEEN, ({ message }, event) => message.kind === 'roomLeft' && isEnd(event)),
  },
  {
    name: 'hundred-departures',
    steps: 215,
    breaks: 'departure.tells-others',
    summary: 'tells nobody of a departure any more, after a hundred of them',
    wrap: hundredDepartures,
  },
  {
    name: 'counts-in-a-byte',
    steps: 270,
    breaks: 'sequence.dense',
    summary: 'counts the messages to a client in a byte',
    wrap: changingEffects(({ changes }) =>
      changes.effects.map((effect) =>
        effect.kind === 'send' && effect.sequence >= BYTE ? { ...effect, sequence: effect.sequence % BYTE } : effect,
      ),
    ),
  },
  {
    name: 'requests-in-a-byte',
    steps: 270,
    breaks: 'request.answered',
    or: ['sync.accepted', 'request.in-order', 'history.nothing-else'],
    summary: 'answers requests by the lowest byte of their number',
    wrap: changingTellings(({ tellings }) =>
      tellings.map((telling): Telling => {
        const { message } = telling;
        if (message.kind !== 'accepted' || message.replyTo < BYTE) return telling;
        return { ...telling, message: { ...message, replyTo: message.replyTo % BYTE } };
      }),
    ),
  },
  {
    name: 'third-opening',
    steps: 8,
    breaks: 'session.fresh',
    or: ['end.new-session'],
    summary: 'opens a room three times, and takes up its last session after that',
    wrap: thirdOpening,
  },
  {
    name: 'keeps-sixteen',
    steps: 24,
    breaks: 'resume.missed',
    summary: 'keeps the last sixteen messages for somebody who is away',
    wrap: changingEffects(({ event, changes }) => {
      if (event.type !== 'resume') return changes.effects;
      const missed = changes.effects.filter((effect) => effect.kind === 'send' && effect.sequence > 0);
      const lost = new Set(missed.slice(0, -SIXTEEN));
      return changes.effects.filter((effect) => !lost.has(effect));
    }),
  },
  {
    name: 'three-returns',
    breaks: 'resume.resumed',
    or: ['resume.tokens-serve'],
    summary: 'lets nobody come back a fourth time',
    wrap: threeReturns,
  },
];
