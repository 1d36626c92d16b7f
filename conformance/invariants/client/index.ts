/**
 * The invariants for clients: each clause of the prose, held against both sides of a client under test.
 *
 * They accuse only what no course of events allows. What was said may still be on its way when the application is
 * told something,
 * and so may what was sent.
 */

import type { History } from '../../exchange/history.js';
import { type Findings, hold, type Invariant } from '../invariant.js';
import { whyLeftOut } from '../left-out.js';
import { clientRanking } from '../ranking.js';
import * as acks from './acks.js';
import * as asked from './asked.js';
import * as calls from './calls.js';
import * as connections from './connections.js';
import * as inOrder from './in-order.js';
import * as leaving from './leaving.js';
import * as lists from './lists.js';
import * as losing from './losing.js';
import * as participantLeft from './participant-left.js';
import * as reasons from './reasons.js';
import * as roomLeft from './room-left.js';
import * as roomLeftReason from './room-left-reason.js';
import * as sending from './sending.js';
import * as takingUp from './taking-up.js';
import { readLives } from './timeline/read.js';
import type { ClientTimeline } from './timeline/timeline.js';

const files: readonly Readonly<Record<string, Invariant<ClientTimeline>>>[] = [
  acks,
  asked,
  calls,
  connections,
  inOrder,
  leaving,
  lists,
  losing,
  participantLeft,
  reasons,
  roomLeft,
  roomLeftReason,
  sending,
  takingUp,
];

/** Every invariant for clients: all that the files beside this one export. */
export const clientInvariants: readonly Invariant<ClientTimeline>[] = files.flatMap((file) => Object.values(file));

/** Holds every clause for clients against a whole history, except those that its system is not held to. */
export function judgeClient(history: History): Findings {
  const leftOut = new Set(clientRanking.filter((clause) => whyLeftOut(clause, history.profile) !== ''));
  return hold(clientInvariants, readLives(history), { ranking: clientRanking, leftOut });
}
