/**
 * The invariants: each clause of the prose, held against a whole history.
 *
 * They accuse only what no course of events allows: what happened between a sending and an arrival nobody saw,
 * and streams of different connections interleave as they like.
 */
import type { ClauseId } from '../../gen/clauses.js';
import type { History } from '../exchange/index.js';
import { access } from './clauses/access.js';
import { announcesEach } from './clauses/announces-each.js';
import { newcomers } from './clauses/arrivals.js';
import { closes, closesAlone } from './clauses/close.js';
import { declaredLost } from './clauses/declared-lost.js';
import { byRoomLeftAlone } from './clauses/departure-by-room-left-alone.js';
import { departureLast } from './clauses/departure-last.js';
import { oneOrder, roomOrder } from './clauses/departure-order.js';
import { tellsLeaver, tellsOthers } from './clauses/departure-tells.js';
import { departureOnce } from './clauses/departures.js';
import { replaces } from './clauses/duplicates.js';
import { endAnswers, endEveryone, endedByAttendee, joinAfterEnd } from './clauses/end.js';
import { effectsFirst } from './clauses/fence.js';
import { firstRefusal } from './clauses/first-refusal.js';
import { brokenFrames, frameContained } from './clauses/frame.js';
import { mentionedOnly } from './clauses/ghosts.js';
import { heartbeats, noPatience } from './clauses/heartbeat.js';
import { idsCompared, idsLength } from './clauses/ids.js';
import { joinDuplicate } from './clauses/join-duplicate.js';
import { announcements } from './clauses/join-no-past.js';
import { refusedUnbound } from './clauses/join-refused-unbound.js';
import { hostLeaves, leaveAnswered } from './clauses/leave.js';
import { lostInTime } from './clauses/lost-in-time.js';
import { nothingElse } from './clauses/nothing-else.js';
import { operates } from './clauses/operator.js';
import { together } from './clauses/operator-together.js';
import { firstWins, reasonAgree, reasonAgreeInPart } from './clauses/reason-agree.js';
import { reasonTrue } from './clauses/reason-true.js';
import { removes } from './clauses/remove.js';
import { repeats } from './clauses/repeat.js';
import { refusedStays, requestInOrder, requestUnknown, settledByRoomLeft, syncAccepted } from './clauses/request.js';
import { ackUnanswered, requestAnswered } from './clauses/request-answered.js';
import { lateReasons, oldConnections, resumes } from './clauses/resume.js';
import { lastRequests } from './clauses/resume-last-request.js';
import { roomIsolated } from './clauses/room-isolated.js';
import { sequenceDense, sequenceRefusedJoin, unaltered } from './clauses/sequence.js';
import { participationFresh, sessionFresh, sessionShared } from './clauses/session.js';
import { strangers } from './clauses/strangers.js';
import { switches } from './clauses/switch.js';
import { viewers } from './clauses/viewer.js';
import { whyLeftOut } from './left-out.js';
import { judged, Sheet, type Violation } from './sheet.js';
import { readTimeline } from './timeline/read.js';
import type { Timeline } from './timeline/timeline.js';

export { whyLeftOut } from './left-out.js';
export { judged, type Violation } from './sheet.js';

export interface Findings {
  /** The most telling first. */
  readonly violations: readonly Violation[];
  /** How many times each clause was really held against something in this history; 0 where nothing applied. */
  readonly checks: ReadonlyMap<ClauseId, number>;
}

const checks: readonly ((timeline: Timeline, sheet: Sheet) => void)[] = [
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
  declaredLost,
  effectsFirst,
  endAnswers,
  endEveryone,
  endedByAttendee,
  firstRefusal,
  firstWins,
  frameContained,
  mentionedOnly,
  heartbeats,
  hostLeaves,
  idsCompared,
  idsLength,
  joinAfterEnd,
  joinDuplicate,
  lastRequests,
  lateReasons,
  leaveAnswered,
  lostInTime,
  newcomers,
  noPatience,
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

/** What looks at one stream at a time, or at what several of them show of the same. */
const streams: typeof checks = [
  ackUnanswered,
  closes,
  departureLast,
  departureOnce,
  oneOrder,
  reasonAgreeInPart,
  reasonTrue,
  requestAnswered,
  requestInOrder,
  requestUnknown,
  roomOrder,
  sequenceDense,
  sequenceRefusedJoin,
  syncAccepted,
  unaltered,
  viewers,
];

/** What they may say of streams whose surroundings are not known: of a reason only that no server may ever send it, or not beside another. */
const ofStreams = [
  'ack.unanswered',
  'close.code',
  'close.follows',
  'departure.last',
  'departure.once',
  'departure.one-order',
  'departure.room-order',
  'reason.agree',
  'reason.never-unspecified',
  'reason.local-stays-local',
  'request.answered',
  'request.in-order',
  'request.never-twice',
  'request.unknown',
  'sequence.dense',
  'sequence.refused-join',
  'sync.accepted',
  'viewer.departs',
  'viewer.unknown-mode',
] as const satisfies readonly ClauseId[];

/** Holds every clause against a whole history, but for those that its system is not held to. */
export function judge(history: History): Findings {
  return holding(history, checks, leftOut(history));
}

/**
 * Holds against a history what can be said of each stream alone, and of streams that contradict each other: for one in which others
 * may be missing, so that nobody knows why somebody departed, or who was present.
 */
export function judgeStreams(history: History): Findings {
  const others = judged.filter((clause) => !ofStreams.some((own) => own === clause));
  return holding(history, streams, new Set([...leftOut(history), ...others]));
}

function holding(history: History, list: typeof checks, out: ReadonlySet<string>): Findings {
  const sheet = new Sheet(judged, out);
  const timeline = readTimeline(history);
  for (const check of list) check(timeline, sheet);
  return { violations: sheet.violations, checks: sheet.checks };
}

/** One that speaks the wire and breaks nothing on purpose is held to everything. */
const leftOut = ({ profile }: History): ReadonlySet<string> =>
  profile.wire && profile.deviations.length === 0
    ? nothing
    : new Set(judged.filter((clause) => whyLeftOut(clause, profile) !== ''));

const nothing: ReadonlySet<string> = new Set();
