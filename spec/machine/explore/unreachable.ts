/** The pairs of a state and an event that cannot meet, each with its reason. */
import { eventNames, type MachineEventName, pairName, type RoomObjectState, roomObjectStates } from './triple.js';

interface Unreachable {
  readonly states: readonly RoomObjectState[];
  readonly events: readonly MachineEventName[];
  readonly why: string;
}

const said: readonly MachineEventName[] = [
  'leave',
  'end',
  'sync',
  'unknown',
  'excess',
  'remove',
  'mode',
  'switch',
  'request again',
  'ack',
];

/** What cannot meet. */
export const unreachable: readonly Unreachable[] = [
  {
    states: ['nobody'],
    events: said,
    why: 'before a Join or a Resume every other message is a fault, which is all that reaches the machine',
  },
  {
    states: ['nobody'],
    events: ['repeated join'],
    why: 'a Join whose join_id belongs to no room object that is remembered is a Join',
  },
  {
    states: ['lingering', 'reserved, lost', 'reserved, said goodbye', 'fixed, lost', 'fixed, said goodbye', 'departed'],
    events: [...said, 'fault', 'lost', 'goodbye'],
    why: 'no connection carries it, on which anything could arrive or which could be lost',
  },
];

/** The same, pair by pair. */
export const unreachablePairs: readonly string[] = unreachable.flatMap((one) =>
  one.states.flatMap((state) => one.events.map((event) => pairName(state, event))),
);

/** All pairs that there are. */
export const allPairs: readonly string[] = roomObjectStates.flatMap((state) =>
  eventNames.map((event) => pairName(state, event)),
);
