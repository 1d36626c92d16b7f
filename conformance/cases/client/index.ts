/** Client cases: the suite plays the server, and looks at what went over the wire and at what the application was told. */
import type { Case } from '../case.js';
import { anything } from './anything.js';
import { calls } from './calls.js';
import { joining } from './joining.js';
import { leaving } from './leaving.js';
import { listening } from './listening.js';
import { losing } from './losing.js';
import { others } from './others.js';
import { reasons } from './reasons.js';
import { roomLeftCases } from './room-left.js';

export const clientCases: readonly Case[] = [
  ...reasons,
  ...roomLeftCases,
  ...others,
  ...joining,
  ...leaving,
  ...listening,
  ...losing,
  ...calls,
  ...anything,
];
