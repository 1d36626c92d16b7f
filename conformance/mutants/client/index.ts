/** The faulty clients that the suite must find, by name. */
import { leavingMutants } from './leaving.js';
import { listeningMutants } from './listening.js';
import { losingMutants } from './losing.js';
import type { ClientMutant } from './mutant.js';
import { otherMutants } from './others.js';
import { reasonMutants } from './reasons.js';
import { roomLeftMutants } from './room-left.js';
import { sendingMutants } from './sending.js';

export type { ClientMutant } from './mutant.js';

const all: readonly ClientMutant[] = [
  ...reasonMutants,
  ...roomLeftMutants,
  ...leavingMutants,
  ...otherMutants,
  ...listeningMutants,
  ...losingMutants,
  ...sendingMutants,
];

export const clientMutants: Readonly<Record<string, ClientMutant>> = Object.fromEntries(
  all.map((mutant) => [mutant.name, mutant]),
);
