/** The state of a room, what may happen to it, and what it then sends. Plain data: no I/O, no clock, no randomness. */
import type { ClauseId } from '../../gen/clauses.js';

export type Role = 'host' | 'attendee';

/** Names a WebSocket for as long as it lives. */
export type ConnectionId = string;

/** What a server declares of itself; fixed while it runs. */
export interface Config {
  readonly extendedCodes: boolean;
  readonly remove: boolean;
  /** How long a lost connection may be resumed, in milliseconds; 0: the loss is the departure. */
  readonly resumeWindowMs: number;
}

/** One stay of one participant. `connection` is null while it lingers: lost, and its window not over yet. */
export interface Participation {
  readonly id: string;
  readonly participant: string;
  readonly role: Role;
  readonly connection: ConnectionId | null;
}

export interface Room {
  /** The open session, or null while the room is closed. */
  readonly session: string | null;
  /** Those who are present, in the order in which they joined. */
  readonly present: readonly Participation[];
  /** The participations of the open session that have departed. */
  readonly departed: readonly string[];
}

export const closedRoom: Room = { session: null, present: [], departed: [] };

/** What is wrong with a frame. Clauses: `frame.*`. */
export type Fault = 'wrong-type' | 'undecodable' | 'oversize' | 'join-again' | 'request-first';

/** What happens to a room. Server-made ids arrive in the event. */
export type Event =
  | {
      readonly type: 'join';
      readonly connection: ConnectionId;
      readonly participant: string;
      readonly role: Role;
      /** The id of the session that this join opens, should the room be closed. */
      readonly session: string;
      readonly participation: string;
    }
  | { readonly type: 'leave' | 'end' | 'sync' | 'unknown'; readonly connection: ConnectionId; readonly request: number }
  | { readonly type: 'remove'; readonly connection: ConnectionId; readonly request: number; readonly target: string }
  | { readonly type: 'fault'; readonly connection: ConnectionId; readonly fault: Fault }
  /** The connection is noticed to be lost. */
  | { readonly type: 'lost'; readonly connection: ConnectionId }
  /** The client closed with 4101. */
  | { readonly type: 'goodbye'; readonly connection: ConnectionId }
  /** The resume window of a lingering participation is over. */
  | { readonly type: 'expired'; readonly participation: string };

export interface Member {
  readonly participant: string;
  readonly participation: string;
  readonly role: Role;
}

/** A reason code, or null for a departure without a reason. */
export type Reason = number | null;

export type Refusal = 'permission_denied' | 'invalid_argument' | 'not_found' | 'already_exists' | 'unimplemented';

export type Message =
  | {
      readonly kind: 'joined';
      readonly session: string;
      readonly participation: string;
      readonly roster: readonly Member[];
    }
  | { readonly kind: 'accepted'; readonly replyTo: number }
  | { readonly kind: 'rejected'; readonly replyTo: number; readonly code: Refusal }
  | { readonly kind: 'participantJoined'; readonly member: Member }
  | {
      readonly kind: 'participantLeft';
      readonly participant: string;
      readonly participation: string;
      readonly reason: Reason;
    }
  /** `replyTo` is 0 unless a request of the leaver's own fixed the departure. */
  | { readonly kind: 'roomLeft'; readonly reason: Reason; readonly replyTo: number };

/** Why an effect is there: at least one clause. */
export type Clauses = readonly [ClauseId, ...ClauseId[]];

export type Effect =
  | {
      readonly kind: 'send';
      readonly to: ConnectionId;
      readonly message: Message;
      readonly clauses: Clauses;
    }
  | { readonly kind: 'close'; readonly to: ConnectionId; readonly code: number; readonly clauses: Clauses };

/** The next state, and what to send, in the order in which it enters the outboxes. The same state back means: nothing changed. */
export type Step<State> = readonly [State, readonly Effect[]];
