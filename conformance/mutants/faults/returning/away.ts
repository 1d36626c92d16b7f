/** Faults in what happens to those who are away, and around them; and in what they may do when they are back. */
import { reason as reasonCode } from '../../../../gen/codes.js';
import type { Effect, Role } from '../../../../spec/machine/messages.js';
import type { Participation, RoomEvent, RoomState, Telling } from '../../../../spec/machine/state.js';
import type { Wrap } from '../../../reference/server/parts.js';
import { answering, changingEffects, changingTellings, deciding, type Mutant, refusedBy } from '../../mutant.js';
import { type Known, knowing } from './returned.js';

/** How much later than its first answer somebody gets what it has missed, in milliseconds. */
const LATER_MS = 100;

/** The room knows who is away. */
const withAway = (wrap: (isAway: (one: Participation) => boolean) => Wrap): Wrap =>
  knowing((known: Known) => wrap(({ roomObject }) => known.isAway(roomObject)));

/** What somebody is told while it is away is not kept where `isForgotten`. */
const forgetting = (isForgotten: (telling: Telling & { kind: 'tell' }, event: RoomEvent) => boolean): Wrap =>
  knowing((known) =>
    changingTellings(({ tellings, event }) =>
      tellings.filter(
        (telling) => telling.kind !== 'tell' || !known.isAway(telling.to) || !isForgotten(telling, event),
      ),
    ),
  );

/** Everybody who has come back has this role instead of its own. */
const returningAs = (instead: (role: Role) => Role): Wrap =>
  knowing((known) =>
    deciding((room, event, right) => {
      const caller = event.type === 'ask' ? callerOf(room, event.participation) : undefined;
      if (!caller || !known.returned(caller.roomObject)) return undefined;
      return right({ ...event }, withRole(room, caller.id, instead(caller.role)));
    }),
  );

const callerOf = (room: RoomState, participation: string) => room.present.find(({ id }) => id === participation);
const withRole = (room: RoomState, participation: string, role: Role): RoomState => ({
  ...room,
  present: room.present.map((one) => (one.id === participation ? { ...one, role } : one)),
});

/** An End, or a call of the operator, passes over those who are away, as if they were not in the room. */
const passingOver = (is: (event: RoomEvent) => boolean): Wrap =>
  withAway((isAway) =>
    deciding((room, event, right) => {
      const away = room.present.filter(isAway);
      if (!is(event) || away.length === 0) return undefined;
      const [after, tellings] = right(event, { ...room, present: room.present.filter((one) => !isAway(one)) });
      return [{ ...after, session: room.session, present: [...after.present, ...away] }, tellings];
    }),
  );

/** What somebody has missed comes a little later than Resumed, and nothing waits for it. */
const missedLater: Wrap = (parts) => {
  let returning: string | undefined;
  return {
    ...parts,
    react(config, look, event, machine) {
      returning = event.type === 'resume' ? event.connection : undefined;
      return parts.react(config, look, event, machine);
    },
    deliver(outlet, message, sequence) {
      if (outlet.id !== returning || sequence === 0) parts.deliver(outlet, message, sequence);
      else parts.clock.after(LATER_MS, () => parts.deliver(outlet, message, sequence));
    },
  };
};

/** Who came and went while somebody was away is left out of what it has missed. */
function tidied(effects: readonly Effect[]): Effect[] {
  const named = (effect: Effect, kind: 'participantJoined' | 'participantLeft'): string | undefined => {
    if (effect.kind !== 'send' || effect.message.kind !== kind) return undefined;
    return effect.message.kind === 'participantJoined'
      ? effect.message.member.participation
      : effect.message.participation;
  };
  const came = new Set(effects.map((effect) => named(effect, 'participantJoined')));
  const went = new Set(effects.map((effect) => named(effect, 'participantLeft')));
  const passed = (id: string | undefined) => id !== undefined && came.has(id) && went.has(id);
  return effects.filter(
    (effect) => !passed(named(effect, 'participantJoined')) && !passed(named(effect, 'participantLeft')),
  );
}

/** Those who are away hold no room open: when nobody else is left in it, they depart at once. */
const holdingNothing: Wrap = knowing((known) => (parts) => ({
  ...parts,
  react(config, look, event, machine) {
    const changes = parts.react(config, look, event, machine);
    for (const { present } of changes.rooms.values())
      if (event.type !== 'expired' && present.length > 0 && present.every((one) => known.isAway(one.roomObject)))
        for (const { roomObject } of present)
          parts.clock.after(0, () => known.hand()?.take({ type: 'expired', roomObject }));
    return changes;
  },
}));

/** A participation that is replaced while it is away departs as lost. */
const lostByReplacement: Wrap = withAway((isAway) =>
  deciding((room, event, right) => {
    if (event.type !== 'join') return undefined;
    const older = room.present.find((one) => one.participant === event.newcomer.participant && isAway(one));
    if (!older) return undefined;
    const [left, departure] = right({ type: 'lost', participation: older.id, cause: 'connection.lost' });
    const [after, arrival] = right(event, left);
    return [after, [...departure, ...arrival]];
  }),
);

/** The faults in what happens to those who are away, and when they are back. */
export const awayMutants: readonly Mutant[] = [
  {
    name: 'answers-before-missed',
    breaks: 'resume.missed',
    // One that is lost once more before it gets them is never told of them.
    or: ['sequence.dense', 'departure.tells-others', 'switch.announced', 'join.announced'],
    steps: 8,
    summary: 'answers the first request behind a Resume before it has sent all that was missed',
    wrap: missedLater,
  },
  {
    name: 'tidies-up',
    breaks: 'resume.missed',
    or: ['sequence.dense', 'join.announced', 'departure.tells-others'],
    steps: 8,
    summary: 'tells somebody who resumes nothing of those who came and went meanwhile',
    wrap: changingEffects(({ event, changes }) =>
      event.type === 'resume' ? tidied(changes.effects) : changes.effects,
    ),
  },
  {
    name: 'returns-as-host',
    breaks: 'end.authority',
    or: ['remove.authority', 'resume.same-role'],
    summary: 'gives the rights of a host to anybody who has come back',
    wrap: returningAs(() => 'host'),
  },
  {
    name: 'trades-roles',
    breaks: 'resume.same-role',
    // Where nobody of the same role has asked before.
    or: ['end.authority', 'end.host', 'remove.authority', 'remove.takes-effect', 'remove.departed', 'remove.self'],
    steps: 9,
    summary: 'takes a host who has come back for an attendee, and an attendee for a host',
    wrap: returningAs((role) => (role === 'host' ? 'attendee' : 'host')),
  },
  {
    name: 'returned-removes-nobody',
    breaks: 'remove.takes-effect',
    or: ['remove.departed', 'resume.same-role'],
    summary: 'refuses the Remove of a host who has come back',
    wrap: knowing((known) =>
      answering('remove', (asked) => {
        const { caller, ask } = asked;
        const isOther = ask.kind === 'remove' && ask.target !== caller.id && caller.role === 'host';
        return isOther && known.returned(caller.roomObject) ? refusedBy(asked, 'permission_denied') : undefined;
      }),
    ),
  },
  {
    name: 'switches-unseen',
    breaks: 'resume.missed',
    or: ['departure.tells-others', 'switch.announced'],
    summary: 'tells those who are away of no departure by a switch, then or later',
    wrap: forgetting(({ message }) => message.kind === 'participantLeft' && message.reason === reasonCode.SWITCH_ROOM),
  },
  {
    name: 'switched-in-unseen',
    breaks: 'resume.missed',
    or: ['join.announced'],
    steps: 10,
    summary: 'tells those who are away of nobody who came by a switch, then or later',
    wrap: forgetting(
      ({ message }, event) => message.kind === 'participantJoined' && event.type === 'join' && event.request > 0,
    ),
  },
  {
    name: 'ends-without-the-away',
    breaks: 'end.everyone',
    // Somebody who comes later is let into the session that was over.
    or: ['resume.or-departure', 'resume.true-reason', 'end.new-session', 'session.fresh'],
    steps: 9,
    summary: 'ends a meeting for those alone whose connection is not lost',
    wrap: passingOver((event) => event.type === 'ask' && event.ask.kind === 'end'),
  },
  {
    name: 'relay-spares-the-away',
    breaks: 'operator.relay',
    or: ['resume.or-departure', 'resume.true-reason'],
    summary: 'ends nobody who is away when a media relay stops',
    wrap: passingOver((event) => event.type === 'operate' && event.call === 'stopMediaRelay'),
  },
  {
    name: 'away-hold-nothing',
    breaks: 'connection.lost-in-time',
    or: ['resume.resumed'],
    summary: 'closes a room when everybody in it is away',
    wrap: holdingNothing,
  },
  {
    name: 'replaced-as-lost',
    breaks: 'connection.lost-in-time',
    or: ['join.replace', 'reason.true', 'resume.true-reason'],
    summary: 'says that somebody was lost who was replaced while it was away',
    wrap: lostByReplacement,
  },
];
