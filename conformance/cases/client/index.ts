/** Client cases: the suite plays the server, and looks at what went over the wire and at what the application was told. */
import type { Case } from '../case.js';
import { clientAfterwardsCases } from './afterwards.js';
import { clientAnythingCases } from './anything.js';
import { clientCallsCases } from './calls.js';
import { clientDataCases } from './data.js';
import { clientEverywhereCases } from './everywhere.js';
import { clientJoiningCases } from './joining.js';
import { clientLeavingCases } from './leaving.js';
import { clientLeavingAnywhereCases } from './leaving-anywhere.js';
import { clientListenersCases } from './listeners.js';
import { clientListeningCases } from './listening.js';
import { clientLivesCases } from './lives.js';
import { clientLosingCases } from './losing.js';
import { clientOthersCases } from './others.js';
import { clientReasonsCases } from './reasons.js';
import { clientRoomLeftCases } from './room-left.js';
import { clientSecondPhaseCases } from './second-phase.js';

/** All cases of clients. */
export const clientCases: readonly Case[] = [
  ...clientReasonsCases,
  ...clientRoomLeftCases,
  ...clientAfterwardsCases,
  ...clientOthersCases,
  ...clientJoiningCases,
  ...clientLeavingCases,
  ...clientLeavingAnywhereCases,
  ...clientListenersCases,
  ...clientListeningCases,
  ...clientLosingCases,
  ...clientCallsCases,
  ...clientDataCases,
  ...clientSecondPhaseCases,
  ...clientLivesCases,
  ...clientEverywhereCases,
  ...clientAnythingCases,
];
