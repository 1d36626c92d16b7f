/** What goes out: the messages of a server, to whom, and by which clauses. */
import type { ClauseId } from '../../gen/clauses.js';

/**
 * What a participant may do in a room. Clauses `end.authority`, `remove.authority`.
 *
 * @example
 * const role: Role = 'attendee';
 */
export type Role = 'host' | 'attendee';

/**
 * Names a WebSocket, or a call of the operator's, for as long as it lives.
 *
 * @example
 * const connection: ConnectionId = 'c1';
 */
export type ConnectionId = string;

/**
 * Names a room object: by the participation with which it began.
 *
 * @example
 * const id: RoomObjectId = 'o1';
 */
export type RoomObjectId = string;

/**
 * Somebody in a room, as a message names them.
 *
 * @example
 * const ann: Member = { participant: 'ann', participation: 'p1', role: 'host' };
 */
export interface Member {
  readonly participant: string;
  readonly participation: string;
  readonly role: Role;
}

/**
 * A reason code, or null for a departure without a reason. Clause `reason.fallback`.
 *
 * @example
 * const removed: Reason = 1002;
 */
export type Reason = number | null;

/**
 * Why something is refused: the code of a Rejected, or of the operator's answer.
 *
 * @example
 * const refusal: Refusal = 'permission_denied';
 */
export type Refusal =
  | 'permission_denied'
  | 'invalid_argument'
  | 'not_found'
  | 'already_exists'
  | 'unimplemented'
  | 'unauthenticated'
  | 'resource_exhausted'
  | 'unavailable';

/**
 * A message of the server's, without its sequence: `spec/messages.md`.
 *
 * @example
 * const message: Message = { kind: 'rejected', replyTo: 1, code: 'not_found' };
 */
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

/**
 * Why an effect is there: at least one clause.
 *
 * @example
 * const clauses: Clauses = ['departure.once'];
 */
export type Clauses = readonly [ClauseId, ...ClauseId[]];

/**
 * What goes out on a connection.
 *
 * @example
 * const effect: Effect = { kind: 'close', to: 'c1', code: 4002, clauses: ['close.code'] };
 */
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
 *
 * @example
 * const [state, effects]: Step<number> = [1, []];
 */
export type Step<State, Sent = Effect> = readonly [State, readonly Sent[]];
