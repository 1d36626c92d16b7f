/** What goes out: the messages of a server, to whom, and by which clauses. */
import type { ClauseId } from '../../gen/clauses.js';

/** What a participant may do in a room. Clauses `end.authority`, `remove.authority`. */
export type Role = 'host' | 'attendee';

/** Names a WebSocket, or a call of the operator's, for as long as it lives. */
export type ConnectionId = string;

/** Names a room object: by the participation with which it began. */
export type RoomObjectId = string;

/** Somebody in a room, as a message names them. */
export interface Member {
  readonly participant: string;
  readonly participation: string;
  readonly role: Role;
}

/** A reason code, or null for a departure without a reason. Clause `reason.fallback`. */
export type Reason = number | null;

/** Why something is refused: the code of a Rejected, or of the operator's answer. */
export type Refusal =
  | 'permission_denied'
  | 'invalid_argument'
  | 'not_found'
  | 'already_exists'
  | 'unimplemented'
  | 'unauthenticated'
  | 'resource_exhausted';

/** A message of the server's, without its sequence: `spec/messages.md`. */
export type Message =
  | {
      readonly kind: 'joined';
      readonly session: string;
      readonly participation: string;
      readonly roster: readonly Member[];
      /** The SwitchRoom that it answers; 0 for a Join. */
      readonly replyTo: number;
      /** Set when it is sent, and again when it is sent again. */
      readonly token: string;
      readonly lastRequest: number;
    }
  | { readonly kind: 'resumed'; readonly token: string; readonly lastRequest: number }
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

/** What goes out on a connection. */
export type Effect =
  | {
      readonly kind: 'send';
      readonly to: ConnectionId;
      readonly message: Message;
      /** 0 for what is outside of the numbered messages of a room object. Clause `sequence.dense`. */
      readonly sequence: number;
      readonly clauses: Clauses;
    }
  | { readonly kind: 'close'; readonly to: ConnectionId; readonly code: number; readonly clauses: Clauses };

/**
 * The next state, and what to send, in the order in which it enters the outboxes. The same state back means: nothing
 * changed.
 */
export type Step<State, Sent = Effect> = readonly [State, readonly Sent[]];
