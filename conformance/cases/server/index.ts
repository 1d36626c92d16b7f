/** Server cases for all of the protocol: who is told of a departure, when, and why. */

import type { Case } from '../case.js';
import { awayCases } from './away.js';
import { backCases } from './back.js';
import { callingCases } from './calling.js';
import { cornerCases } from './corners.js';
import { endingCases, leavingCases } from './ending.js';
import { enduringCases } from './enduring.js';
import { enteringCases } from './entering.js';
import { joiningCases } from './joining.js';
import { keepingCases } from './keeping.js';
import { largeCases } from './large.js';
import { losingCases } from './losing.js';
import { namingCases } from './naming.js';
import { operatingCases } from './operating.js';
import { racingCases } from './racing.js';
import { removingCases } from './removing.js';
import { resumingCases } from './resuming.js';
import { returningCases } from './returning.js';
import { switchingCases } from './switching.js';
import { talkingCases } from './talking.js';
import { togetherCases } from './together.js';
import { viewingCases } from './viewing.js';

/** All cases of servers. */
export const serverCases: readonly Case[] = [
  ...leavingCases,
  ...losingCases,
  ...keepingCases,
  ...enduringCases,
  ...endingCases,
  ...removingCases,
  ...joiningCases,
  ...enteringCases,
  ...namingCases,
  // Early, so that what only shows under load is found while there is time.
  ...racingCases,
  ...resumingCases,
  ...awayCases,
  ...backCases,
  ...returningCases,
  ...switchingCases,
  ...viewingCases,
  ...operatingCases,
  ...callingCases,
  ...cornerCases,
  ...talkingCases,
  ...largeCases,
  ...togetherCases,
];
