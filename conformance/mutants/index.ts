/** The faults that the suite must find, and the variants that it must let pass, by name. */

import { accessMutants } from './faults/access.js';
import { callingMutants } from './faults/calling.js';
import { changingMutants } from './faults/changing.js';
import { cornerMutants } from './faults/corners.js';
import { countingMutants } from './faults/counting.js';
import { endingMutants } from './faults/ending.js';
import { frameMutants } from './faults/frames.js';
import { heartbeatMutants } from './faults/heartbeats.js';
import { joiningMutants } from './faults/joining.js';
import { lateNewsMutants } from './faults/late-news.js';
import { leavingMutants } from './faults/leaving.js';
import { losingMutants } from './faults/losing.js';
import { misnamingMutants } from './faults/misnaming.js';
import { mistakableMutants } from './faults/mistakable.js';
import { namingMutants } from './faults/naming.js';
import { operatingMutants } from './faults/operating.js';
import { orderMutants } from './faults/orders.js';
import { racingMutants } from './faults/racing.js';
import { reasonMutants } from './faults/reasons.js';
import { removingMutants } from './faults/removing.js';
import { repeatingMutants } from './faults/repeating.js';
import { requestMutants } from './faults/requests.js';
import { resumingMutants } from './faults/resuming.js';
import { returningMutants } from './faults/returning/index.js';
import { switchingMutants } from './faults/switching.js';
import { tellingMutants } from './faults/telling.js';
import type { Alteration, Mutant } from './mutant.js';
import { serverVariants } from './variants/index.js';

export { type Alteration, alteredBy, type Mutant } from './mutant.js';

const all: readonly Mutant[] = [
  ...tellingMutants,
  ...lateNewsMutants,
  ...accessMutants,
  ...endingMutants,
  ...frameMutants,
  ...joiningMutants,
  ...leavingMutants,
  ...losingMutants,
  ...misnamingMutants,
  ...mistakableMutants,
  ...namingMutants,
  ...operatingMutants,
  ...callingMutants,
  ...cornerMutants,
  ...orderMutants,
  ...racingMutants,
  ...reasonMutants,
  ...removingMutants,
  ...repeatingMutants,
  ...requestMutants,
  ...resumingMutants,
  ...returningMutants,
  ...heartbeatMutants,
  ...switchingMutants,
  ...changingMutants,
  ...countingMutants,
];

/** The mutants of the reference server. */
export const mutants: Readonly<Record<string, Mutant>> = Object.fromEntries(all.map((mutant) => [mutant.name, mutant]));

/** The variants of the reference server. */
export const variants: Readonly<Record<string, Alteration>> = Object.fromEntries(
  serverVariants.map((variant) => [variant.name, variant]),
);
