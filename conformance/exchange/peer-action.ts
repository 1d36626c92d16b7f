/** What the suite does as the server that a client under test meets, as plain data. */
import type { Code, Cut, Demand, Numbering, Refusal, Wording } from './words.js';

/** How a demand is answered from now on. */
export type DemandAnswer =
  /** As a server does that keeps to every clause. */
  | { readonly how: 'lawfully' }
  | { readonly how: 'never' }
  | { readonly how: 'reject'; readonly code: Refusal }
  | { readonly how: 'roomLeft'; readonly code: Code; readonly wording: Wording }
  | { readonly how: 'close'; readonly code: number }
  /** The connection breaks off without a close frame. */
  | { readonly how: 'cut' }
  /** Only for `connect`: the upgrade goes through without a subprotocol. */
  | { readonly how: 'without-subprotocol' };

/** What the peer says of itself in Joined. */
export interface Announcement {
  readonly resumeWindowMs: number;
  readonly heartbeatIntervalMs: number;
  readonly heartbeatTimeoutMs: number;
  /** It is of a later revision: every message has a field, and Joined a feature, that this revision does not know. */
  readonly later: boolean;
}

/** What the peer does. It is a lawful server until it is told otherwise. */
export type PeerAction =
  | { readonly kind: 'announce'; readonly announcement: Announcement }
  | { readonly kind: 'answer'; readonly demand: Demand; readonly answer: DemandAnswer }
  | { readonly kind: 'roomLeft'; readonly code: Code; readonly wording: Wording; readonly numbering: Numbering }
  | {
      readonly kind: 'participantLeft';
      readonly who: string;
      readonly code: Code;
      readonly wording: Wording;
      readonly numbering: Numbering;
    }
  | { readonly kind: 'participantJoined'; readonly who: string; readonly numbering: Numbering }
  | { readonly kind: 'heartbeat' }
  /** A message of a kind that this revision does not know. */
  | { readonly kind: 'unknown'; readonly numbering: Numbering }
  /** So many arrivals of other participants, one behind the other. */
  | { readonly kind: 'crowd'; readonly count: number }
  /** A frame that is no message. */
  | { readonly kind: 'garbage'; readonly frame: 'text' | 'undecodable' }
  /** A close frame with this code, and nothing before it. */
  | { readonly kind: 'close'; readonly code: number }
  | { readonly kind: 'cut'; readonly how: Cut }
  /** Nothing passes any more in either direction, and no connection is closed. */
  | { readonly kind: 'freeze' }
  /** What was held back passes, and so does whatever comes from now on. */
  | { readonly kind: 'heal' }
  /** It waits until the client is in a room over a connection that works, or is over. */
  | { readonly kind: 'rest' };
