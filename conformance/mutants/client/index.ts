/** The faulty clients that the suite must find, by name. */
import { afterwardsMutants } from './afterwards.js';
import { askedMutants } from './asked.js';
import { dataMutants } from './data.js';
import { dyingMutants } from './dying.js';
import { clientLeavingMutants } from './leaving.js';
import { leavingAnywhereMutants } from './leaving-anywhere.js';
import { listenersMutants } from './listeners.js';
import { listeningMutants } from './listening.js';
import { livesMutants } from './lives.js';
import { clientLosingMutants } from './losing.js';
import type { ClientMutant } from './mutant.js';
import { otherMutants } from './others.js';
import { clientReasonMutants } from './reasons.js';
import { roomLeftMutants } from './room-left.js';
import { secondPhaseMutants } from './second-phase.js';
import { sendingMutants } from './sending.js';
import { socketsMutants } from './sockets.js';

export type { ClientMutant } from './mutant.js';

const all: readonly ClientMutant[] = [
  ...clientReasonMutants,
  ...roomLeftMutants,
  ...afterwardsMutants,
  ...clientLeavingMutants,
  ...leavingAnywhereMutants,
  ...otherMutants,
  ...listenersMutants,
  ...listeningMutants,
  ...clientLosingMutants,
  ...sendingMutants,
  ...socketsMutants,
  ...askedMutants,
  ...dataMutants,
  ...secondPhaseMutants,
  ...dyingMutants,
  ...livesMutants,
];

/** The mutants of the reference client. */
export const clientMutants: Readonly<Record<string, ClientMutant>> = Object.fromEntries(
  all.map((mutant) => [mutant.name, mutant]),
);
