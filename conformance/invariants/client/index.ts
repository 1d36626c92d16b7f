/**
 * The invariants of clients: each clause of the prose, held against both sides of a client under test.
 *
 * They accuse only what no course of events allows: what was said may still be on its way when the application is told something,
 * and so may what was sent.
 */
import type { ClauseId } from '../../../gen/clauses.js';
import type { History } from '../../exchange/index.js';
import { whyLeftOut } from '../left-out.js';
import { Sheet, type Violation } from '../sheet.js';
import { acks } from './acks.js';
import { callsSettled, refusedCalls } from './calls.js';
import { givesUp, neverRejoins } from './giving-up.js';
import { leaves, unloads } from './leaving.js';
import { lists } from './lists.js';
import { declaresLost, resumes, resumesWithNewest } from './losing.js';
import { ownDepartureIgnored } from './own-departure.js';
import { participantsLeft, saidOfOneself } from './participant-left.js';
import { read } from './reader.js';
import { departureReasons } from './reasons.js';
import { roomLeftLast, roomLeftOnce } from './room-left.js';
import { addresses, joinIds, numbers, sendsAgain, subprotocol, waitsForAnswer } from './sending.js';
import { repeats, switches, unknownFeature, unknownKind } from './taking-up.js';
import type { View } from './view.js';
import { roomLeftReason } from './word.js';

/** The clauses that a history of a client can break, the most telling first: of several that one fault breaks, the first one names it. */
export const judgedOfClients = [
  // What no answer is waited for.
  'client.subprotocol',
  'client.token-address',
  'client.join-id',
  'client.numbers',
  'client.waits-for-answer',
  'client.resume-newest',
  'client.sends-again',
  // Why somebody left, whoever it was.
  'reason.absent',
  'reason.unrecognised',
  'reason.by-code',
  'reason.type',
  'reason.source',
  'reason.message',
  // The end of a room object.
  'client.room-left-once',
  'client.room-left-last',
  'client.switch-fires-none',
  'client.refused-call',
  'client.own-close',
  'client.other-close',
  'client.close-is-room-left',
  'client.room-left-any-sequence',
  'client.server-word',
  // What it has to take up, and what it must not.
  'client.gap',
  'client.silence',
  'client.declared-lost',
  'client.repeats',
  'client.unknown-kind',
  'client.unknown-feature',
  'client.participant-left-never-oneself',
  'client.own-departure-ignored',
  'client.participant-left-stranger',
  'client.participant-left-names',
  'client.participant-left',
  'client.list',
  'client.list-from-joined',
  // How it leaves, and how it comes back.
  'client.unload',
  'client.leave-again',
  'client.leave-never-throws',
  'client.dispose',
  'client.leave-waits',
  'client.leave-always',
  'client.leave-bounded',
  'client.resumes',
  'client.local-reason',
  'client.giving-up',
  'client.never-rejoins',
  'client.calls-settled',
  'client.ack-heartbeat',
  'client.ack-many',
  'client.ack',
] as const satisfies readonly ClauseId[];

const checks: readonly ((view: View, sheet: Sheet) => void)[] = [
  acks,
  addresses,
  callsSettled,
  declaresLost,
  departureReasons,
  givesUp,
  joinIds,
  leaves,
  lists,
  neverRejoins,
  numbers,
  ownDepartureIgnored,
  participantsLeft,
  refusedCalls,
  repeats,
  resumes,
  resumesWithNewest,
  roomLeftLast,
  roomLeftOnce,
  roomLeftReason,
  saidOfOneself,
  sendsAgain,
  subprotocol,
  switches,
  unknownFeature,
  unknownKind,
  unloads,
  waitsForAnswer,
];

export interface Judgement {
  /** The most telling first. */
  readonly violations: readonly Violation[];
  /** How many times each clause was really held against something in this history; 0 where nothing applied. */
  readonly checks: ReadonlyMap<ClauseId, number>;
}

/** Holds every clause for clients against a whole history, but for those that its system is not held to. */
export function judgeClient(history: History): Judgement {
  const leftOut = judgedOfClients.filter((clause) => whyLeftOut(clause, history.profile) !== '');
  const sheet = new Sheet(judgedOfClients, new Set(leftOut));
  const view = read(history);
  for (const check of checks) check(view, sheet);
  return { violations: sheet.violations, checks: sheet.checks };
}
