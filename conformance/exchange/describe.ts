/** The one description of what a seat was shown: diagrams, the oracle and the invariants all use it. */

import type { Observation } from './observation.js';
import type { Candidates } from './words.js';

/** What is said beside the message: only what tells it from others where it stands. */
export interface ObservationDetail {
  /** The session of a Joined. */
  readonly session?: boolean;
  /** The number of the request that it answers, as `[2]`. */
  readonly replyTo?: boolean;
  /** Its sequence, as `seq 3`. */
  readonly sequence?: boolean;
  /** The last request that a Resumed says was taken up. */
  readonly lastRequest?: boolean;
}

/** What the words are made from. Every Observation is one; others bring what they have into this form. */
export type DescribedObservation = { readonly replyTo?: number; readonly sequence?: number } & (
  | {
      readonly kind: 'joined';
      readonly participation: string;
      readonly session?: string;
      readonly roster: readonly { readonly participation: string }[];
    }
  | { readonly kind: 'resumed'; readonly lastRequest?: number }
  | { readonly kind: 'heartbeat' | 'accepted' }
  | { readonly kind: 'rejected'; readonly code: string }
  | { readonly kind: 'participantJoined'; readonly member: { readonly participation: string } }
  | { readonly kind: 'participantLeft'; readonly participation: string; readonly reason: Candidates }
  | { readonly kind: 'roomLeft'; readonly reason: Candidates }
  | Extract<Observation, { readonly kind: 'closed' | 'invalid' }>
);

/** An observation in the words of diagrams: `ParticipantLeft bob#1 1101`. */
export function describeObservation(seen: DescribedObservation, detail: ObservationDetail = {}): string {
  const { kind, replyTo, sequence } = seen;
  // An Accepted without a request to answer is wrong, and shows as `[0]`.
  const answers = replyTo !== undefined && (replyTo > 0 || kind === 'accepted');
  const numbers = [
    ...(detail.replyTo && answers ? [`[${replyTo}]`] : []),
    ...(detail.sequence && sequence !== undefined ? [`seq ${sequence}`] : []),
  ];
  return [describeMessage(seen, detail), ...numbers].join(' ');
}

/** A reason by its code. Where a system merges several codes, all that it may stand for: `1001|1006`. */
export const describeReason = (reason: Candidates): string =>
  reason.map((code) => (code === 'absent' ? 'no reason' : String(code))).join('|');

function describeMessage(seen: DescribedObservation, { session, lastRequest }: ObservationDetail): string {
  switch (seen.kind) {
    case 'joined': {
      const where = session && seen.session ? ` in ${seen.session}` : '';
      const others = seen.roster.map(({ participation }) => participation).join(', ');
      return `Joined ${seen.participation}${where}${others && ` (with ${others})`}`;
    }
    case 'resumed':
      return lastRequest && seen.lastRequest !== undefined ? `Resumed (taken up ${seen.lastRequest})` : 'Resumed';
    case 'heartbeat':
      return 'Heartbeat';
    case 'accepted':
      return 'Accepted';
    case 'rejected':
      return `Rejected ${seen.code}`;
    case 'participantJoined':
      return `ParticipantJoined ${seen.member.participation}`;
    case 'participantLeft':
      return `ParticipantLeft ${seen.participation} ${describeReason(seen.reason)}`;
    case 'roomLeft':
      return `RoomLeft ${describeReason(seen.reason)}`;
    case 'closed':
      return `close ${seen.code}`;
    case 'invalid':
      return `unreadable: ${seen.what}`;
  }
}
