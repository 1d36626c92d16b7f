/** Server cases for all of the protocol: who is told of a departure, when, and why. */

import type { Case } from './case.js';
import { ending } from './ending.js';
import { enduring } from './enduring.js';
import { entering } from './entering.js';
import { joining } from './joining.js';
import { keeping } from './keeping.js';
import { leaving } from './leaving.js';
import { losing } from './losing.js';
import { naming } from './naming.js';
import { operating } from './operating.js';
import { racing } from './racing.js';
import { removing } from './removing.js';
import { resuming } from './resuming.js';
import { switching } from './switching.js';
import { talking } from './talking.js';
import { together } from './together.js';
import { viewing } from './viewing.js';

export const serverCases: readonly Case[] = [
  ...leaving,
  ...losing,
  ...keeping,
  ...enduring,
  ...ending,
  ...removing,
  ...joining,
  ...entering,
  ...naming,
  // Early, so that what only shows under load is found while there is time.
  ...racing,
  ...resuming,
  ...switching,
  ...viewing,
  ...operating,
  ...talking,
  ...together,
];
