/** Faults in the operator's calls that show in small rooms, in late openings, or behind a loss. */
import type { Event } from '../../../spec/machine/events.js';
import type { Wrap } from '../../reference/server/parts.js';
import { changingEffects, changingEvents, type Mutant } from '../mutant.js';
import { accepted, answer, calling } from './operating.js';

type Operate = Event & { type: 'operate' };

/** Which session a call names that is to be refused. */
const NO_SESSION = 'no session of anybody';

/** Wraps the server so that it takes up other calls than those that were made. */
const redirecting = (change: (event: Operate, look: Parameters<Parameters<typeof changingEvents>[0]>[1]) => Operate) =>
  changingEvents((event, look) => (event.type === 'operate' ? change(event, look) : event));

/** So many openings later a session is forgotten, and taken for the one that is open. */
const FORGOTTEN = 2;

const forgetsOldSessions: Wrap = (parts) => {
  const sessions = new Map<string, string[]>();
  const wrapped = calling('any', ({ event, right }) => {
    const known = sessions.get(event.room) ?? [];
    const place = known.indexOf(event.session);
    return place >= 0 && place < known.length - FORGOTTEN ? right({ ...event, session: '' }) : undefined;
  })(parts);
  return {
    ...wrapped,
    react(config, look, event, machine) {
      const changes = wrapped.react(config, look, event, machine);
      for (const [name, { session }] of changes.rooms) {
        const known = sessions.get(name) ?? [];
        if (session !== null && !known.includes(session)) sessions.set(name, [...known, session]);
      }
      return changes;
    },
  };
};

/** A room that the loss of its last participant has closed is still open to the operator. */
const closedByLoss: Wrap = (parts) => {
  const lost = new Set<string>();
  return {
    ...parts,
    react(config, look, event, machine) {
      const changes = parts.react(config, look, event, machine);
      for (const [name, { session }] of changes.rooms) {
        if (session !== null) lost.delete(name);
        else if (event.type === 'expired' || event.type === 'lost') lost.add(name);
      }
      return changes;
    },
    machine: calling('any', (called) => {
      const { room, event } = called;
      const isEnd = event.call === 'endMeeting' || event.call === 'closeRoom';
      return isEnd && room.session === null && lost.has(event.room) ? answer(called, accepted) : undefined;
    })(parts).machine,
  };
};

/** Those who have departed by a loss, by their participations. */
const forgetsTheLost: Wrap = (parts) => {
  const lost = new Set<string>();
  const wrapped = calling('removeParticipant', ({ event, right }) =>
    event.targets.some((target) => lost.has(target)) ? right({ ...event, session: NO_SESSION }) : undefined,
  )(parts);
  return {
    ...wrapped,
    react(config, look, event, machine) {
      const gone = event.type === 'expired' ? look.roomObject(event.roomObject)?.participation : undefined;
      if (gone !== undefined) lost.add(gone);
      return wrapped.react(config, look, event, machine);
    },
  };
};

/** The faults in the operator's calls that show in small rooms, in late openings, or behind a loss. */
export const callingMutants: readonly Mutant[] = [
  {
    name: 'ends-one-in-silence',
    breaks: 'departure.tells-leaver',
    or: ['operator.end'],
    summary: 'ends the meeting of somebody who is alone in it by the close of the connection, without a word',
    wrap: changingEffects(({ event, look, changes }) => {
      const isOfOne = event.type === 'operate' && look.room(event.room)?.present.length === 1;
      if (!isOfOne || event.call !== 'endMeeting') return changes.effects;
      return changes.effects.filter((effect) => effect.kind !== 'send' || effect.message.kind !== 'roomLeft');
    }),
  },
  {
    name: 'closes-no-room-of-one',
    breaks: 'operator.close',
    // Only a later call shows it, where the one who is in it is away.
    or: ['operator.not-found'],
    summary: 'accepts that the operator closes a room of one, and forgets about it',
    wrap: calling('closeRoom', (called) => (called.room.present.length === 1 ? answer(called, accepted) : undefined)),
  },
  {
    name: 'looks-in-all-rooms',
    breaks: 'operator.not-found',
    summary: 'removes a participation of another room than the one that the call names',
    wrap: redirecting((event, look) => {
      const [target = ''] = event.targets;
      const room = look.roomObject(target)?.room;
      return room === undefined || room === event.room ? event : { ...event, room, session: '' };
    }),
  },
  {
    name: 'passes-over-strangers',
    breaks: 'operator.not-found',
    summary: 'carries a StopMediaRelay out for those whom it knows, though it names somebody of another room as well',
    wrap: calling('stopMediaRelay', ({ room, event, right }) => {
      const targets = event.targets.filter((target) => room.present.some(({ id }) => id === target));
      return targets.length > 0 ? right({ ...event, targets }) : undefined;
    }),
  },
  {
    name: 'two-openings-ago',
    breaks: 'operator.not-found',
    steps: 8,
    summary: 'tells the session that is open from the one before it, and takes any older one for it',
    wrap: forgetsOldSessions,
  },
  {
    name: 'nobody-at-home',
    breaks: 'operator.end',
    // Somebody who is named may have departed before the others were lost.
    or: ['operator.close', 'operator.remove', 'operator.departed'],
    summary: 'refuses a call for a room in which everybody is lost at the moment',
    wrap: redirecting((event, look) => {
      const present = look.room(event.room)?.present ?? [];
      const isHere = present.some(({ roomObject }) => look.roomObject(roomObject)?.connection !== null);
      return isHere ? event : { ...event, session: NO_SESSION };
    }),
  },
  {
    name: 'open-for-ever',
    breaks: 'operator.not-found',
    summary: 'accepts the end of a meeting whose last participant was lost, and departed long ago',
    wrap: closedByLoss,
  },
  {
    name: 'forgets-the-lost',
    breaks: 'operator.departed',
    summary: 'refuses the removal of somebody who departed by a loss with NOT_FOUND',
    wrap: forgetsTheLost,
  },
  {
    name: 'both-or-none',
    breaks: 'reason.true',
    // With a name that is refused, the other one departs by a call that changes nothing.
    or: ['operator.remove', 'request.refused-changes-nothing'],
    summary: 'lets the other one of two depart as well where the operator removes one',
    wrap: calling('removeParticipant', ({ room, event, right }) => {
      const [target = ''] = event.targets;
      const isOfTwo = room.present.length === 2 && room.present.some(({ id }) => id === target);
      if (!isOfTwo) return undefined;
      const other = room.present.find(({ id }) => id !== target)?.id ?? '';
      const [one, told] = right();
      const [none, more] = right({ ...event, targets: [other] }, one);
      return [none, [...told.filter(({ kind }) => kind !== 'answer'), ...more]];
    }),
  },
];
