/**
 * The invariants for servers: each clause of the prose, held against a whole history.
 *
 * They accuse only what no course of events allows. Nobody saw what happened between a sending and an arrival,
 * and the streams of different connections interleave as they like.
 */

import type { ClauseId } from '../../gen/clauses.js';
import type { History } from '../exchange/history.js';
import * as access from './clauses/access.js';
import * as arrivals from './clauses/arrivals.js';
import * as close from './clauses/close.js';
import * as departureOrder from './clauses/departure-order.js';
import * as departureTells from './clauses/departure-tells.js';
import * as departures from './clauses/departures.js';
import * as duplicates from './clauses/duplicates.js';
import * as end from './clauses/end.js';
import * as fence from './clauses/fence.js';
import * as frame from './clauses/frame.js';
import * as heartbeat from './clauses/heartbeat.js';
import * as leave from './clauses/leave.js';
import * as lostInTime from './clauses/lost-in-time.js';
import * as nothingElse from './clauses/nothing-else.js';
import * as operator from './clauses/operator.js';
import * as reasonAgree from './clauses/reason-agree.js';
import * as reasonTrue from './clauses/reason-true.js';
import * as remove from './clauses/remove.js';
import * as repeat from './clauses/repeat.js';
import * as request from './clauses/request.js';
import * as requestAnswered from './clauses/request-answered.js';
import * as resume from './clauses/resume.js';
import * as sequence from './clauses/sequence.js';
import * as session from './clauses/session.js';
import * as switches from './clauses/switch.js';
import { clausesOf, type Findings, hold, type Invariant, ofStreams } from './invariant.js';
import { whyLeftOut } from './left-out.js';
import { ranking } from './ranking.js';
import { timelineOf } from './timeline/bounds.js';
import { read } from './timeline/read.js';
import type { Timeline } from './timeline/timeline.js';

export type { Findings } from './invariant.js';

export { whyLeftOut } from './left-out.js';

export type { Violation } from './sheet.js';

const files: readonly Readonly<Record<string, Invariant<Timeline>>>[] = [
  access,
  arrivals,
  close,
  departureOrder,
  departureTells,
  departures,
  duplicates,
  end,
  fence,
  frame,
  heartbeat,
  leave,
  lostInTime,
  nothingElse,
  operator,
  reasonAgree,
  reasonTrue,
  remove,
  repeat,
  request,
  requestAnswered,
  resume,
  sequence,
  session,
  switches,
];

/** Every invariant for servers: all that the files of clauses/ export. */
export const invariants: readonly Invariant<Timeline>[] = files.flatMap((file) => Object.values(file));

const ofWholeHistories = invariants.filter(({ scope }) => scope !== 'streams alone');

const ofSingleStreams = invariants.filter((one) => ofStreams(one).length > 0);

const streamClauses = clausesOf(ofSingleStreams, ofStreams);

/** The clauses that histories can be held against, in which everybody is known. */
export const heldClauses: ReadonlySet<ClauseId> = clausesOf(ofWholeHistories);

/** Of these, the ones of which the streams of some clients show nothing, or not all. */
export const wholeClauses: ReadonlySet<ClauseId> = clausesOf(ofWholeHistories, (one) =>
  one.clauses.filter((clause) => !ofStreams(one).includes(clause)),
);

/** The clauses that only a clock can judge: the oracle has none. */
export const timedClauses: readonly ClauseId[] = [...clausesOf(invariants.filter(({ clock }) => clock))].sort();

/** Whether only a clock can judge a clause. */
export const isTimed = (clause: ClauseId): boolean => timedClauses.includes(clause);

/** Holds every clause against a whole history, except those that its system is not held to. */
export function judge(history: History): Findings {
  return hold(ofWholeHistories, [timelineOf(read(history))], { ranking, leftOut: leftOut(history) });
}

/**
 * Holds against a history what can be said of each stream alone, and of streams that contradict each other.
 * It is for a history in which others may be missing: nobody knows why somebody departed, or who was present.
 */
export function judgeStreams(history: History): Findings {
  const undecided = ranking.filter((clause) => !streamClauses.has(clause));
  const excluded = new Set([...leftOut(history), ...undecided]);
  return hold(ofSingleStreams, [timelineOf(read(history))], { ranking, leftOut: excluded });
}

/** A system that speaks the wire and declares no deviation is held to everything. */
const leftOut = ({ profile }: History): ReadonlySet<string> =>
  profile.wire && profile.deviations.length === 0
    ? new Set()
    : new Set(ranking.filter((clause) => whyLeftOut(clause, profile) !== ''));
