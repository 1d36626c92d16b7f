/** The faults that the suite must find, and the variants that it must let pass, by name. */

import { accessMutants } from './access.js';
import { announcesTwice } from './announces-twice.js';
import { attendeeEnds } from './attendee-ends.js';
import { eagerSync } from './eager-sync.js';
import { endingMutants } from './ending.js';
import { forgetsObservers } from './forgets-observers.js';
import { frameMutants } from './frames.js';
import { joiningMutants } from './joining.js';
import { lastWord } from './last-word.js';
import { lateEffects } from './late-effects.js';
import { leavingMutants } from './leaving.js';
import { losingMutants } from './losing.js';
import { lostForRemoved } from './lost-for-removed.js';
import { mixedRooms } from './mixed-rooms.js';
import type { Alteration, Mutant } from './mutant.js';
import { muteLeaver } from './mute-leaver.js';
import { namingMutants } from './naming.js';
import { operatingMutants } from './operating.js';
import { orderMutants } from './orders.js';
import { racingMutants } from './racing.js';
import { reasonMutants } from './reasons.js';
import { removingMutants } from './removing.js';
import { repeatingMutants } from './repeating.js';
import { requestMutants } from './requests.js';
import { resumingMutants } from './resuming.js';
import { silenceMutants } from './silences.js';
import { silentLeaver } from './silent-leaver.js';
import { switchingMutants } from './switching.js';
import { all as lawful } from './variants/index.js';
import { websocketCode } from './websocket-code.js';

export { type Alteration, alteredBy, type Mutant } from './mutant.js';

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
  ...accessMutants,
  ...endingMutants,
  ...frameMutants,
  ...joiningMutants,
  ...leavingMutants,
  ...losingMutants,
  ...namingMutants,
  ...operatingMutants,
  ...orderMutants,
  ...racingMutants,
  ...reasonMutants,
  ...removingMutants,
  ...repeatingMutants,
  ...requestMutants,
  ...resumingMutants,
  ...silenceMutants,
  ...switchingMutants,
];

export const mutants: Readonly<Record<string, Mutant>> = Object.fromEntries(all.map((mutant) => [mutant.name, mutant]));

export const variants: Readonly<Record<string, Alteration>> = Object.fromEntries(
  lawful.map((variant) => [variant.name, variant]),
);
