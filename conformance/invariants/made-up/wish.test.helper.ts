/** What a test may wish for: who meets, how the server is built, and which fault it has. */
import type { ClauseId } from '../../../gen/clauses.js';
import type { Feature } from '../../exchange/features.js';
import type { Seat } from '../../exchange/scenario.js';

/** The faults, each with the clause that names it. */
export const faults = {
  'tells-twice': 'departure.once',
  'removal-as-loss': 'reason.true',
  'attendee-ends': 'end.authority',
  'leaver-untold': 'departure.tells-leaver',
  'leaver-untold-and-closed': 'departure.tells-leaver',
  'left-after-room-left': 'departure.last',
  'own-left-after-room-left': 'departure.last',
  'last-host-unseen': 'departure.tells-others',
  'close-1002': 'close.code',
  'answers-early': 'fence.effects-first',
  'leaks-rooms': 'room.isolated',
  'ends-all-rooms': 'room.isolated',
  'removes-anywhere': 'remove.unknown',
  'host-leave-ends': 'leave.host-does-not-end',
  'roster-empty': 'join.roster',
  'roster-keeps-gone': 'join.roster',
  'join-unannounced': 'join.announced',
  'tells-the-past': 'join.no-past',
  'session-again': 'session.fresh',
  'session-again-after-end': 'end.new-session',
  'session-each': 'session.shared',
  'participation-again': 'participation.fresh',
  'duplicate-let-in': 'join.duplicate',
  'refused-join-closes': 'join.refused-unbound',
  'loss-untold': 'connection.lost',
  'goodbye-as-loss': 'connection.goodbye',
  'close-as-leave': 'connection.other-close',
  'reply-always': 'request.settled-by-room-left',
  'reply-never': 'request.settled-by-room-left',
  'unknown-accepted': 'request.unknown',
  'sync-refused': 'sync.accepted',
  'sequence-skips': 'sequence.dense',
  'room-left-code-differs': 'reason.agree',
  'no-close': 'close.follows',
  'frame-code': 'frame.first',
  'attendee-removes': 'remove.authority',
  'removes-itself': 'remove.self',
  'end-spares-one': 'end.everyone',
  'end-announced': 'departure.by-room-left-alone',
  'host-end-refused': 'end.host',
  'last-end-refused': 'end.last-participant',
  'refused-acts': 'request.refused-changes-nothing',
  'remove-idle': 'remove.takes-effect',
  'departed-not-found': 'remove.departed',
  'answers-twice': 'request.answered',
  'answers-never': 'request.answered',
  'answers-swapped': 'request.in-order',
  'departures-swapped': 'departure.room-order',
  unspecified: 'reason.never-unspecified',
  'local-code': 'reason.local-stays-local',
  'late-reason': 'reason.agree',
} as const satisfies Readonly<Record<string, ClauseId>>;
export type Fault = keyof typeof faults;

export interface Wish {
  readonly seed: number;
  readonly rounds: number;
  readonly seats: readonly Seat[];
  readonly rooms: readonly string[];
  readonly features: readonly Feature[];
  readonly fault?: Fault;
  /** How often a step is a cut, a close or a broken frame, of 100. */
  readonly losses?: number;
  /** How often what may be refused because of load is refused, of 100. */
  readonly busy?: number;
  /** How long a lost connection may come back, on a clock that ticks ten times with each record. */
  readonly windowMs?: number;
}
