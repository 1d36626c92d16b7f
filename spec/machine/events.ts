/** What may happen to a server. The ids that a server makes arrive in the event, so that nothing here is random. */
import type { Clauses, ConnectionId, Refusal, Role, RoomObjectId } from './messages.js';

/**
 * What is wrong with a frame. Clauses: `frame.*`.
 *
 * @example
 * const fault: Fault = 'oversize';
 */
export type Fault = 'wrong-type' | 'undecodable' | 'oversize' | 'join-again' | 'request-first';

/**
 * What somebody's token is worth: nothing is wrong with it, or how a request with it is refused. Clauses: `access.*`,
 * `operator.authorized`.
 *
 * @example
 * const access: Access = ourTokenIsRight ? 'granted' : 'unauthenticated';
 */
export type Access = 'granted' | Refusal;

const refusals: Partial<Record<Access, Clauses[0]>> = {
  unauthenticated: 'access.token',
  permission_denied: 'access.differs',
};

/** Which clause refuses somebody, on a Join and on a SwitchRoom alike. */
export const whyRefused = (access: Access): Clauses[0] => refusals[access] ?? 'limit.refused';

/**
 * Ids and a token that the server makes, for the case that a join or a switch comes about.
 *
 * @example
 * const ids: FreshIds = { session: 's1', participation: 'p1', token: '' };
 */
export interface FreshIds {
  /** The id of the session that this join opens, should the room be closed. */
  readonly session: string;
  readonly participation: string;
  readonly token: string;
}

/**
 * What a numbered request asks for. `excess` comes too often, and is refused unread: clause `limit.refused`.
 *
 * @example
 * const ask: Ask = { kind: 'remove', target: 'p1' };
 */
export type Ask =
  | { readonly kind: 'leave' | 'end' | 'sync' | 'unknown' | 'excess' }
  | { readonly kind: 'remove'; readonly target: string }
  | { readonly kind: 'mode'; readonly viewer: boolean }
  | ({ readonly kind: 'switch'; readonly room: string; readonly access: Access } & FreshIds);

/**
 * What the operator may call: `spec/operator.md`.
 *
 * @example
 * const call: RoomServiceCall = 'endMeeting';
 */
export type RoomServiceCall = 'endMeeting' | 'closeRoom' | 'removeParticipant' | 'stopMediaRelay';

/**
 * What happens to a server: a message of a client, a call of the operator's, a loss, or what the server does by itself.
 *
 * @example
 * const event: Event = { type: 'request', connection: 'c1', request: 1, ack: 1, ask: { kind: 'leave' } };
 */
export type Event =
  | ({
      readonly type: 'join';
      readonly connection: ConnectionId;
      readonly room: string;
      readonly participant: string;
      readonly role: Role;
      readonly access: Access;
      /** Names the Join, so that it can be repeated; empty: it cannot. */
      readonly joinId: string;
    } & FreshIds)
  /** `fresh` is the token that a success gives. */
  | {
      readonly type: 'resume';
      readonly connection: ConnectionId;
      readonly token: string;
      readonly sequence: number;
      readonly fresh: string;
      /** So long ago that the server need not remember any more who has departed. Clause `resume.remembers`. */
      readonly late?: true;
      /** The server has too much to do, and refuses it unread. Clause `resume.not-found`. */
      readonly excess?: true;
    }
  | {
      readonly type: 'request';
      readonly connection: ConnectionId;
      readonly request: number;
      readonly ack: number;
      readonly ask: Ask;
    }
  | { readonly type: 'ack'; readonly connection: ConnectionId; readonly ack: number }
  | { readonly type: 'fault'; readonly connection: ConnectionId; readonly fault: Fault }
  /** The connection is noticed to be lost. */
  | { readonly type: 'lost'; readonly connection: ConnectionId }
  /** The client closed with 4101. */
  | { readonly type: 'goodbye'; readonly connection: ConnectionId }
  | {
      readonly type: 'operate';
      /** The call itself: its answer goes there. */
      readonly connection: ConnectionId;
      readonly call: RoomServiceCall;
      readonly room: string;
      /** Empty: whichever session is open. */
      readonly session: string;
      readonly targets: readonly string[];
      readonly access: Access;
    }
  /** The resume window of a lingering participation is over. */
  | { readonly type: 'expired'; readonly roomObject: RoomObjectId }
  /** The source of a switch fixes the departure; then the target lets the participant in. */
  | { readonly type: 'fixed' | 'committed'; readonly roomObject: RoomObjectId }
  /** A fault of the server's own: it can serve this one no longer. */
  | { readonly type: 'failed'; readonly roomObject: RoomObjectId }
  /** The server closes the room of its own accord. */
  | { readonly type: 'closing'; readonly room: string };

/**
 * A connection that the network took, or that its client closed, before the server has noticed.
 *
 * @example
 * const severed: Severed = { connection: 'c1', how: 'lost' };
 */
export interface Severed {
  readonly connection: ConnectionId;
  readonly how: 'lost' | 'goodbye';
}

/**
 * What happens to a server, or to a connection behind its back.
 *
 * @example
 * const event: ServerEvent = { type: 'restart', connections: ['c1'], forgets: true };
 */
export type ServerEvent =
  | Event
  | { readonly type: 'sever'; readonly severed: Severed }
  /**
   * The server closes a connection because of a frame, and takes it as lost some time later. Clause `frame.contained`.
   */
  | { readonly type: 'broken'; readonly connection: ConnectionId; readonly fault: Fault }
  /** A connection over which nothing passed works again, unless the server has noticed. */
  | { readonly type: 'mend'; readonly connection: ConnectionId }
  /**
   * The server dies and is started again: these are its connections until then. It may have kept what it knew, or
   * forgotten everything.
   */
  | { readonly type: 'restart'; readonly connections: readonly ConnectionId[]; readonly forgets: boolean };
