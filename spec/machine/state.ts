/** The state of a server, what may happen to it, and what it then sends. Plain data: no I/O, no clock, no randomness. */
import type { ClauseId } from '../../gen/clauses.js';

export type Role = 'host' | 'attendee';

/** Names a WebSocket, or a call of the operator's, for as long as it lives. */
export type ConnectionId = string;

/** Names what a client's room object is to the server: the participation with which it began. */
export type RoomObjectId = string;

/** What a server declares of itself; fixed while it runs. */
export interface Config {
  readonly extendedCodes: boolean;
  readonly remove: boolean;
  readonly replace: boolean;
  readonly switch: boolean;
  readonly viewer: boolean;
  readonly relay: boolean;
  readonly announcesEach: boolean;
  /** How long a lost connection may be resumed, in milliseconds; 0: the loss is the departure, and there is no resumption. */
  readonly resumeWindowMs: number;
  /** How many unacknowledged messages are kept for a client that may resume. Clause `resume.retained`. */
  readonly retain: number;
  /** What has been acknowledged is kept all the same: a server may forget it, and need not. */
  readonly keepsAcknowledged?: boolean;
}

/** What holds where nothing else is said: the base with its usual features, and no resumption. */
export const baseConfig: Config = {
  extendedCodes: true,
  remove: true,
  replace: false,
  switch: false,
  viewer: false,
  relay: false,
  announcesEach: false,
  resumeWindowMs: 0,
  retain: 1_024,
};

/** One stay of one participant. */
export interface Participation {
  readonly id: string;
  readonly participant: string;
  readonly role: Role;
  /** Where it is told what happens. */
  readonly roomObject: RoomObjectId;
}

/** A place that is kept for somebody who is about to switch into the room. It is no participation. */
export interface Reservation {
  readonly participant: string;
  readonly roomObject: RoomObjectId;
}

export interface Room {
  /** The open session, or null while the room is closed. */
  readonly session: string | null;
  /** Those who are present, in the order in which they joined. */
  readonly present: readonly Participation[];
  /** The participations of the open session that have departed. */
  readonly departed: readonly string[];
  readonly reserved: readonly Reservation[];
}

export const closedRoom: Room = { session: null, present: [], departed: [], reserved: [] };

/** What is wrong with a frame. Clauses: `frame.*`. */
export type Fault = 'wrong-type' | 'undecodable' | 'oversize' | 'join-again' | 'request-first';

/** What somebody's token is worth: nothing is wrong with it, or how a request with it is refused. Clauses: `access.*`, `operator.authorized`. */
export type Access = 'granted' | Refusal;

/** Ids and a token that the server makes, for the case that a join or a switch comes about. */
export interface FreshIds {
  /** The id of the session that this join opens, should the room be closed. */
  readonly session: string;
  readonly participation: string;
  readonly token: string;
}

/** What a numbered request asks for. `excess` is whatever comes too often to be looked at. */
export type Ask =
  | { readonly kind: 'leave' | 'end' | 'sync' | 'unknown' | 'excess' }
  | { readonly kind: 'remove'; readonly target: string }
  | { readonly kind: 'mode'; readonly viewer: boolean }
  | ({ readonly kind: 'switch'; readonly room: string; readonly access: Access } & FreshIds);

export type RoomServiceCall = 'endMeeting' | 'closeRoom' | 'removeParticipant' | 'stopMediaRelay';

/** What happens to a server. Server-made ids arrive in the event. */
export type Event =
  | ({
      readonly type: 'join';
      readonly connection: ConnectionId;
      readonly room: string;
      readonly participant: string;
      readonly role: Role;
      readonly access: Access;
      /** Names the Join, so that it can be repeated; empty: it is not. */
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

/** What happens to one room: all that concerns who is present in it. */
export type RoomEvent =
  | {
      readonly type: 'join';
      readonly connection: ConnectionId;
      readonly newcomer: Participation;
      readonly session: string;
      /** The number of the SwitchRoom that brings the newcomer in; 0 for a Join. */
      readonly request: number;
    }
  | { readonly type: 'reserve'; readonly caller: Participation; readonly request: number }
  | { readonly type: 'release'; readonly roomObject: RoomObjectId }
  | { readonly type: 'moved'; readonly participation: string }
  | {
      readonly type: 'ask';
      readonly participation: string;
      readonly request: number;
      readonly ask: Exclude<Ask, { kind: 'switch' }>;
    }
  | {
      readonly type: 'refused';
      readonly participation: string;
      readonly request: number;
      readonly code: Refusal;
      readonly clauses: Clauses;
    }
  | { readonly type: 'goodbye' | 'lost' | 'failed'; readonly participation: string; readonly cause: Clauses[0] }
  | (Event & { type: 'operate' })
  | { readonly type: 'closing' };

export interface Member {
  readonly participant: string;
  readonly participation: string;
  readonly role: Role;
}

/** A reason code, or null for a departure without a reason. */
export type Reason = number | null;

export type Refusal =
  | 'permission_denied'
  | 'invalid_argument'
  | 'not_found'
  | 'already_exists'
  | 'unimplemented'
  | 'unauthenticated'
  | 'resource_exhausted';

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

/** What a room has to say: to a client, over whatever carries it at the moment, or to a connection that carries nobody. */
export type Telling =
  | { readonly kind: 'tell'; readonly to: RoomObjectId; readonly message: Message; readonly clauses: Clauses }
  | { readonly kind: 'answer'; readonly to: ConnectionId; readonly message: Message; readonly clauses: Clauses };

/** What goes out on a connection. */
export type Effect =
  | {
      readonly kind: 'send';
      readonly to: ConnectionId;
      readonly message: Message;
      /** 0 for what is outside of the client's stream of messages. */
      readonly sequence: number;
      readonly clauses: Clauses;
    }
  | { readonly kind: 'close'; readonly to: ConnectionId; readonly code: number; readonly clauses: Clauses };

/** A message of a stream that may have to be sent again. */
export interface Retained {
  readonly sequence: number;
  readonly message: Message;
  readonly clauses: Clauses;
}

export interface Token {
  readonly value: string;
  /** The sequence of the Joined that gave it on the connection that lives; 0 if a Resumed did; null if it came over an earlier connection. */
  readonly sequence: number | null;
}

/** A switch under way: the target has a place reserved, and from `fixed` on the source has let the participant go. */
export interface Switching extends FreshIds {
  readonly phase: 'reserved' | 'fixed';
  readonly request: number;
  readonly room: string;
  /** What arrived meanwhile, to be taken up where the switch leaves the participant. */
  readonly held: readonly Event[];
}

/** What a client's room object is to the server: one stream of messages to it, whatever connection carries it. */
export interface RoomObject {
  readonly id: RoomObjectId;
  /** The Join with which it began: the room that it asked for, and its id. */
  readonly asked: { readonly room: string; readonly joinId: string };
  readonly participant: string;
  readonly role: Role;
  /** Where it is now, or was last. */
  readonly room: string;
  readonly participation: string;
  /** Null while it lingers, and once it has departed. */
  readonly connection: ConnectionId | null;
  /** Of the newest message. */
  readonly sequence: number;
  /** What no ack has covered, oldest first. */
  readonly retained: readonly Retained[];
  /** Those that serve, oldest first. */
  readonly tokens: readonly Token[];
  /** The highest request taken up. */
  readonly lastRequest: number;
  readonly switching: Switching | null;
  /** The RoomLeft with which it ended. */
  readonly departure: { readonly reason: Reason; readonly replyTo: number; readonly clauses: Clauses } | null;
}

/** The next state, and what to send, in the order in which it enters the outboxes. The same state back means: nothing changed. */
export type Step<State, Sent = Effect> = readonly [State, readonly Sent[]];
