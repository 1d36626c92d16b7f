/** Which events have met which states of a room object. */

import type { ClientEvent } from '../events.js';
import { type ClientState, type RoomObjectStateName, stateNameOf, stateNames } from '../state.js';
import type { ClientTransition } from './world.js';

const events = [
  'join',
  'end',
  'remove',
  'switchRoom',
  'changeMode',
  'leave',
  'dispose',
  'unload',
  'opened',
  'refused',
  'failed',
  'joined',
  'resumed',
  'accepted',
  'rejected',
  'participantJoined',
  'participantLeft',
  'roomLeft',
  'heartbeat',
  'unknown',
  'undecodable',
  'closed',
  'join limit',
  'attempt',
  'next attempt',
  'silence',
  'resume budget',
  'leave patience',
  'leave bound',
] as const;

/** The name of an event of a client, by which it is counted. */
export type ClientEventName = (typeof events)[number];

function eventOf(event: ClientEvent): ClientEventName {
  switch (event.type) {
    case 'ask':
      return event.ask.kind;
    case 'message':
      return event.message.kind;
    case 'timer':
      return event.timer;
    default:
      return event.type;
  }
}

const clientPair = (state: RoomObjectStateName, event: ClientEventName): string => `${state} × ${event}`;

/** All pairs that there are. */
export const allClientPairs: readonly string[] = stateNames.flatMap((state) =>
  events.map((event) => clientPair(state, event)),
);

/** The pair of the state of a client and of the event that it meets. */
export const clientPairOf = (client: ClientState, event: ClientEvent): string =>
  clientPair(stateNameOf(client), eventOf(event));

/** The pair that a transition has met. */
export const pairMet = ({ before, event }: ClientTransition): string => clientPairOf(before.client, event);

interface Unreachable {
  readonly states: readonly RoomObjectStateName[];
  readonly events: readonly ClientEventName[];
  readonly why: string;
}

const leaving: readonly ClientEventName[] = ['leave patience', 'leave bound'];

/** What cannot meet, each with its reason. */
const unreachable: readonly Unreachable[] = [
  {
    states: ['new'],
    events: events.filter((one) => one !== 'join'),
    why: 'a room object begins with its join: nothing happens to it before',
  },
  {
    states: ['left'],
    events: ['join limit', 'attempt', 'next attempt', 'silence', 'resume budget', ...leaving],
    why: 'no timer runs once it is over',
  },
  {
    states: ['joining', 'joined', 'switching', 'reconnecting'],
    events: leaving,
    why: 'nobody has called leave() or dispose()',
  },
  { states: ['joining'], events: ['silence', 'resume budget'], why: 'what they wait for is announced by Joined' },
  { states: ['joined', 'switching'], events: ['join limit', 'resume budget'], why: 'it is in' },
  { states: ['joined', 'switching'], events: ['attempt', 'next attempt'], why: 'its connection carries it' },
  { states: ['reconnecting'], events: ['join limit', 'silence'], why: 'Joined has come, and no connection carries it' },
];

/** The same, pair by pair. */
export const unreachableClientPairs: readonly string[] = unreachable.flatMap((one) =>
  one.states.flatMap((state) => one.events.map((event) => clientPair(state, event))),
);
