/**
 * The invariants: each clause of the prose, held against a whole history.
 *
 * They accuse only what no course of events allows: what happened between a sending and an arrival nobody saw,
 * and streams of different connections interleave as they like.
 */
import type { ClauseId } from '../../gen/clauses.js';
import type { History } from '../exchange/index.js';
import { access } from './access.js';
import { announcesEach } from './announces-each.js';
import { closes, closesAlone } from './close.js';
import { lostInTime } from './connection.js';
import { byRoomLeftAlone } from './departure-by-room-left-alone.js';
import { departureLast } from './departure-last.js';
import { departureOnce } from './departure-once.js';
import { oneOrder, roomOrder } from './departure-order.js';
import { tellsLeaver, tellsOthers } from './departure-tells.js';
import { endAnswers, endEveryone, endedByAttendee, joinAfterEnd } from './end.js';
import { effectsFirst } from './fence.js';
import { brokenFrames, frameContained } from './frame.js';
import { joinDuplicate } from './join-duplicate.js';
import { newcomers } from './join-newcomers.js';
import { announcements } from './join-no-past.js';
import { refusedUnbound } from './join-refused-unbound.js';
import { hostLeaves, leaveAnswered } from './leave.js';
import { whyLeftOut } from './left-out.js';
import { nothingElse } from './nothing-else.js';
import { operates } from './operator.js';
import { together } from './operator-together.js';
import { index } from './reader.js';
import { firstWins, reasonAgree } from './reason-agree.js';
import { reasonTrue } from './reason-true.js';
import { removes } from './remove.js';
import { repeats } from './repeat.js';
import { replaces } from './replace.js';
import { refusedStays, requestInOrder, requestUnknown, settledByRoomLeft, syncAccepted } from './request.js';
import { ackUnanswered, requestAnswered } from './request-answered.js';
import { lateReasons, oldConnections, resumes } from './resume.js';
import { lastRequests } from './resume-last-request.js';
import { roomIsolated } from './room-isolated.js';
import { sequenceDense, sequenceRefusedJoin, unaltered } from './sequence.js';
import { participationFresh, sessionFresh, sessionShared } from './session.js';
import { judged, Sheet, type Violation } from './sheet.js';
import { strangers } from './strangers.js';
import { switches } from './switch.js';
import type { View } from './view.js';
import { viewers } from './viewer.js';

export { whyLeftOut } from './left-out.js';
export { judged, type Violation } from './sheet.js';

export interface Judgement {
  /** The most telling first. */
  readonly violations: readonly Violation[];
  /** How many times each clause was really held against something in this history; 0 where nothing applied. */
  readonly checks: ReadonlyMap<ClauseId, number>;
}

const checks: readonly ((view: View, sheet: Sheet) => void)[] = [
  access,
  ackUnanswered,
  announcements,
  announcesEach,
  brokenFrames,
  byRoomLeftAlone,
  closes,
  closesAlone,
  departureLast,
  departureOnce,
  effectsFirst,
  endAnswers,
  endEveryone,
  endedByAttendee,
  firstWins,
  frameContained,
  hostLeaves,
  joinAfterEnd,
  joinDuplicate,
  lastRequests,
  lateReasons,
  leaveAnswered,
  lostInTime,
  newcomers,
  nothingElse,
  oldConnections,
  oneOrder,
  operates,
  participationFresh,
  reasonAgree,
  reasonTrue,
  refusedStays,
  refusedUnbound,
  removes,
  repeats,
  replaces,
  requestAnswered,
  requestInOrder,
  requestUnknown,
  resumes,
  roomIsolated,
  roomOrder,
  sequenceDense,
  sequenceRefusedJoin,
  sessionFresh,
  sessionShared,
  settledByRoomLeft,
  strangers,
  switches,
  syncAccepted,
  tellsLeaver,
  tellsOthers,
  together,
  unaltered,
  viewers,
];

/** Holds every clause against a whole history, but for those that its system is not held to. */
export function judge(history: History): Judgement {
  const sheet = new Sheet(new Set(judged.filter((clause) => whyLeftOut(clause, history.profile) !== '')));
  const view = index(history);
  for (const check of checks) check(view, sheet);
  return { violations: sheet.violations, checks: sheet.checks };
}
