/** Faults in switching. The two halves of a switch take place in two rooms, which may be on two machines. */
import { reason as reasonCode } from '../../../gen/codes.js';
import { type Lookup, noChanges } from '../../../spec/machine/draft.js';
import type { Event } from '../../../spec/machine/events.js';
import type { Effect } from '../../../spec/machine/messages.js';
import { closeCode } from '../../../spec/machine/reasons.js';
import type { RoomObject, Switching } from '../../../spec/machine/state.js';
import type { Parts, Wrap } from '../../reference/server/parts.js';
import { changingEvents, changingTellings, deciding, type Mutant, seenThrough } from '../mutant.js';
import { newsQueue } from '../news-queue.js';

/** How long one half takes, in milliseconds: long enough for something to come in between. */
const HALF_MS = 90;

const slowly =
  (slow: 'fixed' | 'committed', { clock, onward }: Parts, ms = HALF_MS): Parts['onward'] =>
  (half, go) => {
    if (half === slow) clock.after(ms, go);
    else onward(half, go);
  };

/** The place in the target is given up if its session has ended meanwhile, for so many milliseconds: the switch fails when it can no longer fail. */
export const needsTheSession =
  (ms: number): Wrap =>
  (parts) => {
    const sessions = new Map<string, string | null>();
    return {
      ...parts,
      onward: slowly('committed', parts, ms),
      machine(config, room, event) {
        if (event.type === 'reserve') sessions.set(event.caller.roomObject, room.session);
        const expected = event.type === 'join' ? sessions.get(event.newcomer.roomObject) : undefined;
        if (event.type !== 'join' || event.request === 0 || !expected || expected === room.session)
          return parts.machine(config, room, event);
        const { roomObject: to } = event.newcomer;
        const [after] = parts.machine(config, room, { type: 'release', roomObject: to });
        const message = { kind: 'rejected', replyTo: event.request, code: 'not_found' } as const;
        return [after, [{ kind: 'tell', to, message, clauses: ['switch.commits'] }]];
      },
    };
  };

/** A participation that was removed in the middle of a switch is let in all the same. */
const letsInTheRemoved: Wrap = (parts) => {
  const underWay = new Map<string, Switching>();
  const waiting = new Set<() => void>();
  const hurry = () => {
    for (const go of waiting) queueMicrotask(go);
    waiting.clear();
  };
  const asIfStaying = (look: Lookup, id: string, switching: Switching): Lookup =>
    seenThrough(look, (stream) =>
      stream.id === id ? { ...stream, departure: null, switching: { ...switching, phase: 'fixed' } } : stream,
    );
  return {
    ...parts,
    onward: (half, go) => {
      if (half === 'fixed') waiting.add(go);
      slowly('fixed', parts)(half, go);
    },
    react(config, look, event, machine) {
      const late =
        event.type === 'fixed' && look.roomObject(event.roomObject)?.departure
          ? underWay.get(event.roomObject)
          : undefined;
      if (event.type === 'fixed' && late) {
        underWay.delete(event.roomObject);
        return parts.react(config, asIfStaying(look, event.roomObject, late), { ...event, type: 'committed' }, machine);
      }
      const changes = parts.react(config, look, event, machine);
      for (const [id, stream] of changes.roomObjects) {
        if (stream?.switching) underWay.set(id, stream.switching);
        else if (stream?.departure && underWay.has(id)) hurry();
      }
      return changes;
    },
  };
};

/** What the observers of the old room are told waits until the new one has been told, and answers go out before it. */
const arrivesFirst: Wrap = (parts) => {
  const queue = newsQueue(parts.deliver);
  return {
    ...parts,
    deliver(outlet, message, sequence) {
      if (message.kind === 'participantLeft' && message.reason === reasonCode.SWITCH_ROOM) {
        if (queue.put(outlet, message, sequence)) parts.clock.after(HALF_MS, () => queue.clear(outlet));
        return;
      }
      if (message.kind !== 'accepted') queue.clear(outlet);
      queue.send(outlet, message, sequence);
    },
  };
};

const betweenRooms = (look: Lookup, event: Event & { type: 'resume' }): RoomObject | undefined => {
  const stream = look.roomObject(look.holderOf(event.token) ?? '');
  return stream?.switching?.phase === 'fixed' ? stream : undefined;
};

/** A client that comes back between two rooms is told that it has left the one. */
const leftAlready: Wrap = (parts) => ({
  ...parts,
  onward: slowly('committed', parts),
  react(config, look, event, machine) {
    if (event.type !== 'resume' || !betweenRooms(look, event)) return parts.react(config, look, event, machine);
    const to = event.connection;
    const effects: Effect[] = [
      {
        kind: 'send',
        to,
        message: { kind: 'roomLeft', reason: reasonCode.SWITCH_ROOM, replyTo: 0 },
        sequence: 0,
        clauses: ['resume.true-reason'],
      },
      { kind: 'close', to, code: closeCode(reasonCode.SWITCH_ROOM), clauses: ['close.code'] },
    ];
    return { ...noChanges, effects };
  },
});

const isSwitching = (look: Lookup, connection: string): boolean =>
  look.roomObject(look.carriedBy(connection) ?? '')?.switching != null;

/** The faults in switching. */
export const switchingMutants: readonly Mutant[] = [
  {
    name: 'merely-accepts-switches',
    breaks: 'switch.answered',
    // Where it leaves next, it was in neither room.
    // It is told of a room of which it was never told that it is there.
    // A Join again brings the place into the room that was reserved.
    or: ['room.isolated', 'switch.commits', 'repeat.once'],
    summary: 'answers a SwitchRoom with Accepted, and not with the Joined of the new room',
    wrap: changingTellings(({ tellings }) =>
      tellings.map((telling) => {
        const { message } = telling;
        const isAnswer = message.kind === 'joined' && message.replyTo > 0;
        return isAnswer ? { ...telling, message: { kind: 'accepted', replyTo: message.replyTo } } : telling;
      }),
    ),
  },
  {
    name: 'moved-shows-as-left',
    breaks: 'switch.announced',
    // Where a removal was under way, that seems to have come first.
    or: ['switch.first-reason'],
    summary: 'tells the others of somebody who has switched that it has left',
    wrap: changingTellings(({ event, tellings }) =>
      tellings.map((telling) => {
        const { message } = telling;
        const isMove = event.type === 'moved' && message.kind === 'participantLeft';
        return isMove ? { ...telling, message: { ...message, reason: reasonCode.MANUAL_LEAVE_CALLED } } : telling;
      }),
    ),
  },
  {
    name: 'shows-out-whoever-moves',
    breaks: 'switch.no-room-left',
    summary: 'sends RoomLeft with 1005 to anybody who switches, and closes its connection',
    wrap: deciding((room, event, right) => {
      const who = event.type === 'moved' ? room.present.find(({ id }) => id === event.participation) : undefined;
      if (!who) return undefined;
      const [after, tellings] = right();
      const message = { kind: 'roomLeft', reason: reasonCode.SWITCH_ROOM, replyTo: 0 } as const;
      return [after, [...tellings, { kind: 'tell', to: who.roomObject, message, clauses: ['switch.announced'] }]];
    }),
  },
  {
    name: 'arrives-first',
    breaks: 'switch.order',
    summary: 'tells the old room of a switch a little later than the new one',
    wrap: arrivesFirst,
  },
  {
    name: 'stays-where-it-is',
    breaks: 'switch.same-room',
    summary: 'accepts a SwitchRoom to the room in which the caller is, for there is nothing to do',
    wrap: changingTellings(({ event, tellings }) => {
      if (event.type !== 'refused' || !event.clauses.includes('switch.same-room')) return tellings;
      return tellings.map((telling) => ({ ...telling, message: { kind: 'accepted', replyTo: event.request } }));
    }),
  },
  {
    name: 'lets-in-the-removed',
    breaks: 'switch.first-reason',
    // So it does where the meeting was ended.
    // It is listed where it has never come, and may hold a session open.
    or: ['end.new-session', 'join.announced', 'join.roster', 'session.fresh'],
    summary: 'lets somebody into the target of its switch who was removed before it could go',
    wrap: letsInTheRemoved,
  },
  {
    name: 'commit-fails',
    breaks: 'switch.commits',
    summary: 'refuses a switch whose target has ended after the departure was announced',
    wrap: needsTheSession(HALF_MS),
  },
  {
    name: 'goodbye-in-between',
    breaks: 'connection.goodbye',
    summary: 'takes a close with 4101 in the middle of a switch for a lost connection',
    wrap: (parts) =>
      changingEvents((event, look) =>
        event.type === 'goodbye' && isSwitching(look, event.connection) ? { ...event, type: 'lost' } : event,
      )({ ...parts, onward: slowly('committed', parts) }),
  },
  {
    name: 'leaves-the-old-room',
    breaks: 'switch.waits',
    summary:
      'takes up a Leave behind a SwitchRoom before the switch is decided, in the room that the caller is leaving',
    wrap: (parts) => ({
      ...parts,
      onward: slowly('fixed', parts),
      react(config, look, event, machine) {
        const leaves = event.type === 'request' && event.ask.kind === 'leave' && isSwitching(look, event.connection);
        if (!leaves) return parts.react(config, look, event, machine);
        const undecided = seenThrough(look, (stream) => ({ ...stream, switching: null }));
        return parts.react(config, undecided, event, machine);
      },
    }),
  },
  {
    name: 'left-already',
    breaks: 'switch.resume-waits',
    summary: 'answers a Resume between the two halves of a switch with RoomLeft and 1005',
    wrap: leftAlready,
  },
];
