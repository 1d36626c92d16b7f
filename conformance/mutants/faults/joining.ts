/** Faults in coming in. */
import { wsClose } from '../../../gen/codes.js';
import type { Event } from '../../../spec/machine/events.js';
import { closedRoom, type RoomEvent, type RoomState, type Telling } from '../../../spec/machine/state.js';
import type { Wrap } from '../../reference/server/parts.js';
import { changingEffects, changingEvents, changingTellings, deciding, type Mutant, pretending } from '../mutant.js';

type Joining = RoomEvent & { type: 'join' };

const isJoin = (event: RoomEvent): event is Joining => event.type === 'join';

/** Whom a newcomer replaces. */
const older = (room: RoomState, { newcomer }: Joining) =>
  room.present.find(({ participant }) => participant === newcomer.participant);

function named(telling: Telling, session: string): Telling {
  const { message } = telling;
  return message.kind === 'joined' ? { ...telling, message: { ...message, session } } : telling;
}

/** Whether an event ends a meeting: who comes then is in another one. */
const ends = (event: Event): boolean =>
  event.type === 'operate' || (event.type === 'request' && event.ask.kind === 'end');

const sameSession: Wrap = (parts) => {
  const last = new Map<string, string>();
  return {
    ...parts,
    react(config, look, event, machine) {
      const session = event.type === 'join' ? last.get(event.room) : undefined;
      const again = event.type === 'join' && session !== undefined ? { ...event, session } : event;
      const changes = parts.react(config, look, again, machine);
      for (const [name, room] of changes.rooms) {
        if (room.session !== null) last.set(name, room.session);
        else if (ends(event)) last.delete(name);
      }
      return changes;
    },
  };
};

/** The faults in coming in. */
export const joiningMutants: readonly Mutant[] = [
  {
    name: 'quiet-attendees',
    breaks: 'join.announced',
    summary: 'announces the arrival of hosts alone',
    wrap: changingTellings(({ tellings }) =>
      tellings.filter(({ message }) => message.kind !== 'participantJoined' || message.member.role === 'host'),
    ),
  },
  {
    name: 'newest-device',
    breaks: 'join.duplicate',
    summary: 'throws the older of two devices out, though it does not declare replace',
    setup: { config: { replace: false } },
    wrap: pretending({ replace: true }),
  },
  {
    name: 'tells-the-past',
    breaks: 'join.no-past',
    summary: 'announces to anybody who joins all who were there before, besides listing them',
    wrap: changingTellings(({ tellings }) =>
      tellings.flatMap((telling) => {
        const { message } = telling;
        if (message.kind !== 'joined') return [telling];
        const arrivals = message.roster.map((member) => ({ kind: 'participantJoined', member }) as const);
        return [telling, ...arrivals.map((arrival): Telling => ({ ...telling, message: arrival }))];
      }),
    ),
  },
  {
    name: 'slams-the-door',
    breaks: 'join.refused-unbound',
    summary: 'closes the connection of anybody who is refused',
    wrap: changingEffects(({ event, changes }) =>
      changes.effects.flatMap((effect) => {
        const refused = event.type === 'join' && effect.kind === 'send' && effect.message.kind === 'rejected';
        return refused
          ? [effect, { kind: 'close', to: effect.to, code: wsClose.POLICY_VIOLATION, clauses: effect.clauses }]
          : [effect];
      }),
    ),
  },
  {
    name: 'first-device',
    breaks: 'join.replace',
    summary: 'refuses the newer of two devices, though it declares replace',
    wrap: pretending({ replace: false }),
  },
  {
    name: 'empties-to-replace',
    breaks: 'join.replace-one-step',
    summary:
      'lets the older device go before the newer one comes in: the room of a single participant closes in between',
    wrap: deciding((room, event, right) => {
      if (!isJoin(event) || room.present.length !== 1 || !older(room, event)) return undefined;
      const [after, tellings] = right();
      const next = { ...closedRoom, reserved: after.reserved, present: after.present, session: event.session };
      return [next, tellings.map((telling) => named(telling, event.session))];
    }),
  },
  {
    name: 'lists-the-newcomer',
    breaks: 'join.roster',
    summary: 'lists the newcomer in its own roster',
    wrap: changingTellings(({ event, tellings }) =>
      tellings.map((telling): Telling => {
        const { message } = telling;
        if (message.kind !== 'joined' || !isJoin(event)) return telling;
        const { id: participation, participant, role } = event.newcomer;
        return {
          ...telling,
          message: { ...message, roster: [...message.roster, { participant, participation, role }] },
        };
      }),
    ),
  },
  {
    name: 'shows-itself',
    breaks: 'history.nothing-else',
    summary: 'announces the arrival of somebody to everybody, itself included',
    wrap: changingTellings(({ event, tellings }) => {
      if (!isJoin(event)) return tellings;
      const { id: participation, participant, role, roomObject } = event.newcomer;
      const message = { kind: 'participantJoined', member: { participant, participation, role } } as const;
      const isIn = tellings.some(({ message: { kind } }) => kind === 'joined');
      return isIn ? [...tellings, { kind: 'tell', to: roomObject, message, clauses: ['join.announced'] }] : tellings;
    }),
  },
  {
    name: 'named-after-the-participant',
    breaks: 'participation.fresh',
    // An answer is taken for one of the stay before.
    or: ['resume.not-found', 'departure.once'],
    summary: 'names a participation after its participant, so that who comes back is the same as before',
    wrap: changingEvents((event) =>
      event.type === 'join' ? { ...event, participation: `${event.participant} in ${event.room}` } : event,
    ),
  },
  {
    name: 'goes-on-where-it-was',
    breaks: 'session.fresh',
    summary: 'takes up the last session of a room again, unless somebody has ended it',
    wrap: sameSession,
  },
  {
    name: 'each-its-session',
    breaks: 'session.shared',
    // Who replaces itself finds another meeting.
    // An end reaches those of another session.
    or: ['end.new-session', 'join.replace-one-step'],
    summary: 'tells everybody of a session of its own',
    wrap: changingTellings(({ event, tellings }) =>
      isJoin(event) ? tellings.map((telling) => named(telling, event.session)) : tellings,
    ),
  },
];
