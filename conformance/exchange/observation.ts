/** What a seat was shown, as plain data. Every observation is kept, none collapsed. */
import type { FeatureName } from '../../gen/features.js';
import type { Candidates, Refusal, Role } from './words.js';

/** A participant of a room, as a roster lists it. */
export interface Member {
  readonly participant: string;
  readonly participation: string;
  readonly role: Role;
}

/**
 * `sequence` and `replyTo` are left out where the system under test has no such thing; on the wire 0 stands for "none".
 * Participations and sessions bear the server's own ids while they are recorded, and canonical names once the history is closed.
 * The operator's seat sees `accepted` and `rejected` alone, without numbers: the answers to its HTTP calls.
 */
interface Numbered {
  readonly sequence?: number;
  readonly replyTo?: number;
}

/** A Joined, as a seat was shown it. */
export interface JoinedObservation extends Numbered {
  readonly kind: 'joined';
  /** Empty where the system does not name its sessions. */
  readonly session: string;
  readonly participation: string;
  readonly roster: readonly Member[];
  readonly features: readonly FeatureName[];
  readonly resumeWindowMs: number;
  readonly heartbeatIntervalMs: number;
  readonly heartbeatTimeoutMs: number;
  /** The resume token: the server's own while it is recorded, `ann.1` and so on once the history is closed; empty for none. */
  readonly token: string;
  readonly lastRequest: number;
}

/** What a Joined says where a system has no such thing. Spread it first, so that a new field has its default in one place. */
export const silentJoined = {
  session: '',
  roster: [],
  features: [],
  resumeWindowMs: 0,
  heartbeatIntervalMs: 0,
  heartbeatTimeoutMs: 0,
  token: '',
  lastRequest: 0,
} as const satisfies Omit<JoinedObservation, keyof Numbered | 'kind' | 'participation'>;

/**
 * One thing that a seat was shown.
 *
 * @example
 * const isEnd = ({ kind }: Observation): boolean => kind === 'roomLeft' || kind === 'closed';
 */
export type Observation =
  | JoinedObservation
  | (Numbered & { readonly kind: 'resumed'; readonly token: string; readonly lastRequest: number })
  | (Numbered & { readonly kind: 'heartbeat' })
  | (Numbered & { readonly kind: 'accepted' })
  | (Numbered & { readonly kind: 'rejected'; readonly code: Refusal | 'unspecified' })
  | (Numbered & { readonly kind: 'participantJoined'; readonly member: Member })
  | (Numbered & {
      readonly kind: 'participantLeft';
      readonly participant: string;
      readonly participation: string;
      readonly reason: Candidates;
      /** A foreign system's own word for it. */
      readonly native?: string;
    })
  | (Numbered & { readonly kind: 'roomLeft'; readonly reason: Candidates; readonly native?: string })
  /** The WebSocket is closed; `code` is the close frame's, 1005 for a frame without one, 1006 for no frame at all. */
  | { readonly kind: 'closed'; readonly code: number }
  /** Something that cannot be read: not of the schema, not of the frame type, an illegal close code. */
  | { readonly kind: 'invalid'; readonly what: string };

/** The kinds of observations. */
export type ObservationKind = Observation['kind'];
