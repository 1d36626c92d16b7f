/** Faults in what the operator's calls do. */
import { reason as reasonCode } from '../../../gen/codes.js';
import type { Message, Step } from '../../../spec/machine/messages.js';
import type { RoomEvent, RoomReducer, RoomState, Telling } from '../../../spec/machine/state.js';
import type { Wrap } from '../../reference/server/parts.js';
import { changingEvents, type Mutant, pretending } from '../mutant.js';

type Calling = RoomEvent & { type: 'operate' };

/** A call of the operator's that a room decides. */
export interface Called {
  readonly room: RoomState;
  readonly event: Calling;
  /** What the right machine does with the call, or with another one. */
  readonly right: (event?: RoomEvent, state?: RoomState) => Step<RoomState, Telling>;
}

/** Wraps the machine so that some calls of those who may call are dealt with otherwise; undefined: as they should be. */
export const calling =
  (call: Calling['call'] | 'any', decide: (called: Called) => Step<RoomState, Telling> | undefined): Wrap =>
  (parts) => ({
    ...parts,
    machine: ((config, room, event) => {
      const right: Called['right'] = (other = event, state = room) => parts.machine(config, state, other);
      const isMeant = event.type === 'operate' && event.access === 'granted' && (call === 'any' || event.call === call);
      return (isMeant ? decide({ room, event, right }) : undefined) ?? right();
    }) satisfies RoomReducer,
  });

/** Answers a call, and does nothing else. */
export const answer = ({ room, event }: Called, message: Message): Step<RoomState, Telling> => [
  room,
  [{ kind: 'answer', to: event.connection, message, clauses: ['request.answered'] }],
];

/** What a call is answered that is carried out. */
export const accepted: Message = { kind: 'accepted', replyTo: 0 };
const notFound: Message = { kind: 'rejected', replyTo: 0, code: 'not_found' };

/** Wraps the machine so that what a call has told bears another code. */
export const saying = (wrong: number, instead: number) =>
  calling('any', ({ right }) => {
    const [after, tellings] = right();
    const told = tellings.map((telling) => {
      const { message } = telling;
      return 'reason' in message && message.reason === wrong
        ? { ...telling, message: { ...message, reason: instead } }
        : telling;
    });
    return [after, told];
  });

const isPresent = (room: RoomState, target: string): boolean => room.present.some(({ id }) => id === target);

/** The faults in what the operator's calls do. */
export const operatingMutants: readonly Mutant[] = [
  {
    name: 'open-office',
    breaks: 'operator.authorized',
    summary: 'carries out the calls of anybody, with or without a bearer token',
    wrap: changingEvents((event) => (event.type === 'operate' ? { ...event, access: 'granted' } : event)),
  },
  {
    name: 'ended-shows-as-closed',
    breaks: 'operator.end',
    summary: 'says of a meeting that the operator has ended that the room was closed',
    wrap: saying(reasonCode.MEETING_END_API, reasonCode.ROOM_CLOSE),
  },
  {
    name: 'closed-shows-as-ended',
    breaks: 'operator.close',
    summary: 'says of a room that the operator has closed that the meeting was ended',
    wrap: saying(reasonCode.ROOM_CLOSE, reasonCode.MEETING_END_API),
  },
  {
    name: 'deaf-to-the-operator',
    breaks: 'operator.remove',
    summary: 'accepts that the operator removes somebody, and forgets about it',
    wrap: calling('removeParticipant', (called) =>
      called.event.targets.every((target) => isPresent(called.room, target)) ? answer(called, accepted) : undefined,
    ),
  },
  {
    name: 'stops-for-one',
    breaks: 'operator.relay',
    // The others are taken for gone, and nobody was told.
    or: ['departure.tells-others'],
    summary: 'ends the first alone of those whom a StopMediaRelay names',
    wrap: calling('stopMediaRelay', ({ event, right }) => {
      const [first = ''] = event.targets;
      return event.targets.length > 1 ? right({ ...event, targets: [first] }) : undefined;
    }),
  },
  {
    name: 'one-after-another',
    breaks: 'operator.together',
    summary: 'ends those whom a StopMediaRelay names one after another, so that the later ones are told of the earlier',
    wrap: calling('stopMediaRelay', ({ room, event, right }) => {
      if (event.targets.length < 2 || !event.targets.every((target) => isPresent(room, target))) return undefined;
      let all: Step<RoomState, Telling> = [room, []];
      for (const target of event.targets) {
        const [state, told] = all;
        const [after, tellings] = right({ ...event, targets: [target] }, state);
        const isLast = target === event.targets.at(-1);
        all = [after, [...told, ...tellings.filter(({ kind }) => isLast || kind !== 'answer')]];
      }
      return all;
    }),
  },
  {
    name: 'gone-is-not-found',
    breaks: 'operator.departed',
    // Where the leaver goes at the same time, nobody can tell whether it was there still.
    or: ['operator.remove'],
    summary: 'refuses the removal of somebody who has departed already with NOT_FOUND',
    wrap: calling('removeParticipant', (called) =>
      called.event.targets.some((target) => called.room.departed.includes(target))
        ? answer(called, notFound)
        : undefined,
    ),
  },
  {
    name: 'whichever-is-open',
    breaks: 'operator.not-found',
    summary: 'carries a call out in the session that is open, whichever one it names',
    wrap: calling('any', ({ event, right }) => right({ ...event, session: '' })),
  },
  {
    name: 'no-room-is-fine',
    breaks: 'operator.not-found',
    summary: 'accepts the end of a meeting that does not take place',
    wrap: calling('endMeeting', (called) => (called.room.session === null ? answer(called, accepted) : undefined)),
  },
  {
    name: 'relay-by-default',
    breaks: 'operator.relay-undeclared',
    summary: 'carries StopMediaRelay out, though it does not declare relay',
    setup: { config: { relay: false } },
    wrap: pretending({ relay: true }),
  },
];
