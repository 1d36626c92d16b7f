/**
 * What the suite does where it plays the server that a client under test meets: the steps of the seat `server`, as plain data.
 * The peer is a lawful server until it is told otherwise.
 */
import type { Code, Refusal } from './observation.js';

/** Which number a message bears: the next one, none at all, one that the client has had already, or one that leaves a gap. */
export const numberings = ['next', 'zero', 'repeat', 'gap'] as const;
export type Numbering = (typeof numberings)[number];

/** What a reason says beside its code: the registry's sentence, that of another code, or nothing. A receiver must not care. */
export const wordings = ['own', 'foreign', 'none'] as const;
export type Wording = (typeof wordings)[number];

/** What a client asks its server for; `connect` is the upgrade to a WebSocket. */
export const demands = [
  'connect',
  'join',
  'resume',
  'leave',
  'end',
  'switch',
  'remove',
  'mode',
  'sync',
  'unknown',
] as const;
export type Demand = (typeof demands)[number];

/** How a demand is answered from now on. */
export type Manner =
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

export type Deed =
  | { readonly kind: 'announce'; readonly announcement: Announcement }
  | { readonly kind: 'answer'; readonly demand: Demand; readonly manner: Manner }
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
  | { readonly kind: 'cut'; readonly how: 'fin' | 'reset' }
  /** Nothing passes any more in either direction, and no connection is closed. */
  | { readonly kind: 'freeze' }
  /** What was held back passes, and so does whatever comes from now on. */
  | { readonly kind: 'heal' };

export type DeedKind = Deed['kind'];
