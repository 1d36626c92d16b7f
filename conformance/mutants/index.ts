/** The faults that the suite must find, by name. */
import { announcesTwice } from './announces-twice.js';
import { attendeeEnds } from './attendee-ends.js';
import { eagerSync } from './eager-sync.js';
import { forgetsObservers } from './forgets-observers.js';
import { lastWord } from './last-word.js';
import { lateEffects } from './late-effects.js';
import { lostForRemoved } from './lost-for-removed.js';
import { mixedRooms } from './mixed-rooms.js';
import type { Mutant } from './mutant.js';
import { muteLeaver } from './mute-leaver.js';
import { silentLeaver } from './silent-leaver.js';
import { websocketCode } from './websocket-code.js';

export type { Mutant } from './mutant.js';

const all: readonly Mutant[] = [
  announcesTwice,
  attendeeEnds,
  eagerSync,
  forgetsObservers,
  lastWord,
  lateEffects,
  lostForRemoved,
  mixedRooms,
  muteLeaver,
  silentLeaver,
  websocketCode,
];

export const mutants: Readonly<Record<string, Mutant>> = Object.fromEntries(all.map((mutant) => [mutant.name, mutant]));
