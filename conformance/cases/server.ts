/** Server cases for the core: who is told of a departure, when, and why. */

import type { Case } from './case.js';
import { ending } from './ending.js';
import { joining } from './joining.js';
import { leaving } from './leaving.js';
import { losing } from './losing.js';
import { removing } from './removing.js';
import { talking } from './talking.js';
import { together } from './together.js';

export const serverCases: readonly Case[] = [
  ...leaving,
  ...losing,
  ...ending,
  ...removing,
  ...joining,
  ...talking,
  ...together,
];
