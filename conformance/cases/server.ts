/** Server cases for all of the protocol: who is told of a departure, when, and why. */

import type { Case } from './case.js';
import { ending } from './ending.js';
import { entering } from './entering.js';
import { joining } from './joining.js';
import { leaving } from './leaving.js';
import { losing } from './losing.js';
import { operating } from './operating.js';
import { removing } from './removing.js';
import { resuming } from './resuming.js';
import { switching } from './switching.js';
import { talking } from './talking.js';
import { together } from './together.js';
import { viewing } from './viewing.js';

export const serverCases: readonly Case[] = [
  ...leaving,
  ...losing,
  ...ending,
  ...removing,
  ...joining,
  ...entering,
  ...resuming,
  ...switching,
  ...viewing,
  ...operating,
  ...talking,
  ...together,
];
