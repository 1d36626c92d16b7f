/** What the client machine can meet, and no run can bring about at will: it is left out of the count, each with its reason. */
import type { RoomObjectStateName } from '../state.js';
import type { ClientEventName } from './coverage.js';

interface UncountedPairs {
  readonly states: readonly RoomObjectStateName[];
  readonly events: readonly ClientEventName[];
  readonly why: string;
}

/** What is not counted. */
export const uncountedClientPairs: readonly UncountedPairs[] = [
  {
    states: ['joining', 'leaving'],
    events: ['join limit'],
    why: 'a client may try to get in for half a minute, which no run waits for: clause client.join-repeats-end',
  },
  {
    states: ['joining'],
    events: ['attempt'],
    why: 'how long one attempt to get in may take is the matter of each client, and only bounded by the half minute',
  },
  {
    states: ['left'],
    events: ['heartbeat'],
    why: 'a server that has said RoomLeft sends Heartbeats until the connection is gone: whether one comes in between is chance',
  },
];

/** Whether a pair counts. */
export const countsForClients = (pair: string): boolean =>
  !uncountedClientPairs.some(({ states, events }) =>
    states.some((state) => events.some((event) => pair === `${state} × ${event}`)),
  );
