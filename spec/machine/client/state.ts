/** The state of one room object of a client, what may happen to it, and what it then does. Plain data: no I/O, no clock, no randomness. */
import type { Clauses, Role, Step } from '../messages.js';

/** Names a WebSocket that the client opens: 1, 2, 3 and so on. */
export type ConnectionNumber = number;

/** How long a client waits for what, in milliseconds, and how much it takes in without a word. */
export interface ClientConfig {
  /** How long a Leave waits for RoomLeft before the client closes with 4101. Clause `client.leave-waits`. */
  readonly leavePatienceMs: number;
  /** When roomLeft fires at the latest after leave(). Clause `client.leave-bounded`. */
  readonly leaveBoundMs: number;
  /** How long a client tries to get in. Clause `client.join-repeats-end`. */
  readonly joinLimitMs: number;
  /** How long one attempt may take to open a connection, and then how long its Join or Resume may go unanswered. */
  readonly attemptMs: number;
  /** The wait before the second attempt; each later one is twice as long. Clause `client.spreads-attempts`. */
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
  /** How many messages are taken in before they are acknowledged unasked. Clause `client.ack-many`. */
  readonly ackEvery: number;
}

/**
 * As the clauses have them, and a little inside: a clock that runs ahead by some milliseconds must not close before 2 s have passed, nor
 * one that is late fire roomLeft after 5 s.
 */
export const defaultClientConfig: ClientConfig = {
  leavePatienceMs: 2100,
  leaveBoundMs: 4500,
  joinLimitMs: 30_000,
  attemptMs: 10_000,
  firstWaitMs: 250,
  longestWaitMs: 8000,
  ackEvery: 256,
};

/** What a call of the application's asks the server for. */
export type ClientAsk =
  | { readonly kind: 'end' | 'changeMode' }
  | { readonly kind: 'remove'; readonly target: string }
  | { readonly kind: 'switchRoom'; readonly room: string; readonly accessToken: string };

/** Names a call of the application's, so that it can be settled. */
export type CallId = number;

/** A numbered request that has not been answered. */
export interface UnansweredRequest {
  readonly request: number;
  readonly ask: ClientAsk | { readonly kind: 'leave' };
  /** The call that made it; a Leave settles with all calls of leave() at once, and has none of its own. */
  readonly call: CallId | null;
  /** The connection over which it was sent last; 0: it has not been sent. */
  readonly sentOver: ConnectionNumber;
}

export interface ClientConnection {
  readonly id: ConnectionNumber;
  /** `asking`: Join or Resume is sent, and not answered. `closing`: the client has closed it with 4101, and waits for the end. */
  readonly phase: 'opening' | 'asking' | 'bound' | 'closing';
}

/** Somebody who takes part. */
export interface KnownMember {
  readonly participant: string;
  readonly participation: string;
  /** `unknown`: one of a later revision. */
  readonly role: Role | 'unknown';
}

/** What the newest Joined said. */
export interface OwnParticipation {
  readonly session: string;
  readonly participation: string;
  readonly resumeWindowMs: number;
  readonly heartbeatTimeoutMs: number;
}

/** Why somebody is no longer in the meeting, and whose word that is. */
export interface SourcedReason {
  readonly code: number;
  readonly source: 'SERVER' | 'LOCAL';
  /** The sentence that came with it; empty if none did. */
  readonly said: string;
}

export interface ClientState {
  readonly begun: boolean;
  /** The secret that names the Join of this room object. Clause `client.join-id`. */
  readonly joinId: string;
  readonly connection: ClientConnection | null;
  /** How many connections it has opened. */
  readonly connections: number;
  /** How many attempts to get a connection bound have failed in a row. */
  readonly failures: number;
  /** How often Join was sent. */
  readonly joins: number;
  /** Null until Joined has come. */
  readonly joined: OwnParticipation | null;
  /** Every participation that was its own. */
  readonly own: readonly string[];
  /** The others, as far as the server has told of them. */
  readonly participants: readonly KnownMember[];
  /** The newest that the server gave. */
  readonly token: string;
  /** The highest sequence received without a gap. */
  readonly received: number;
  /** The highest `ack` that was sent. */
  readonly acknowledged: number;
  /** How many requests have been numbered. */
  readonly requests: number;
  /** Oldest first. */
  readonly unanswered: readonly UnansweredRequest[];
  /** The connection was lost after Joined, and is not resumed. */
  readonly away: boolean;
  /** leave() or dispose() was called. */
  readonly leaving: boolean;
  /** Calls of leave() that are outstanding. */
  readonly leaves: readonly CallId[];
  /** Why it is over, once it is. */
  readonly left: SourcedReason | null;
}

export const notBegun: ClientState = {
  begun: false,
  joinId: '',
  connection: null,
  connections: 0,
  failures: 0,
  joins: 0,
  joined: null,
  own: [],
  participants: [],
  token: '',
  received: 0,
  acknowledged: 0,
  requests: 0,
  unanswered: [],
  away: false,
  leaving: false,
  leaves: [],
  left: null,
};

/** What a client makes of a reason in a message: null where there is none, or where its code is 0. */
export type ToldReason = { readonly code: number; readonly said: string } | null;

/** A message of the server's. */
export type HeardMessage =
  | ({
      readonly kind: 'joined';
      readonly roster: readonly KnownMember[];
      readonly token: string;
      readonly lastRequest: number;
    } & OwnParticipation)
  | { readonly kind: 'resumed'; readonly token: string; readonly lastRequest: number }
  | { readonly kind: 'accepted' }
  /** `code` and `said` are those of the refusal. */
  | { readonly kind: 'rejected'; readonly code: number; readonly said: string }
  | { readonly kind: 'participantJoined'; readonly member: KnownMember }
  | {
      readonly kind: 'participantLeft';
      readonly participant: string;
      readonly participation: string;
      readonly reason: ToldReason;
    }
  | { readonly kind: 'roomLeft'; readonly reason: ToldReason }
  | { readonly kind: 'heartbeat' }
  /** Of a later revision. */
  | { readonly kind: 'unknown' };

export type TimerName =
  | 'join limit'
  | 'attempt'
  | 'next attempt'
  | 'silence'
  | 'resume budget'
  | 'leave patience'
  | 'leave bound';

export type ClientEvent =
  /** The application wants to be in the room. Everything else comes after it. */
  | { readonly type: 'join'; readonly joinId: string }
  | { readonly type: 'ask'; readonly call: CallId; readonly ask: ClientAsk }
  | { readonly type: 'leave'; readonly call: CallId }
  | { readonly type: 'dispose' }
  /** The page is about to be gone: there is no time to wait for an answer. */
  | { readonly type: 'unload' }
  /** The WebSocket is open, and its server chose the subprotocol. */
  | { readonly type: 'opened'; readonly connection: ConnectionNumber }
  /** The WebSocket is open, and its server chose none, or another one. */
  | { readonly type: 'refused'; readonly connection: ConnectionNumber }
  /** The WebSocket did not come to be open. */
  | { readonly type: 'failed'; readonly connection: ConnectionNumber }
  | {
      readonly type: 'message';
      readonly connection: ConnectionNumber;
      readonly sequence: number;
      readonly replyTo: number;
      readonly message: HeardMessage;
    }
  /** A frame that is no message. */
  | { readonly type: 'undecodable'; readonly connection: ConnectionNumber }
  /** The WebSocket is closed; 1006 if there was no close frame. */
  | { readonly type: 'closed'; readonly connection: ConnectionNumber; readonly code: number }
  | { readonly type: 'timer'; readonly timer: TimerName };

/** What a client sends. What a Join bears beside its id, the room and who wants in, is not the machine's matter. */
export type SaidMessage =
  | { readonly kind: 'join'; readonly joinId: string }
  | { readonly kind: 'resume'; readonly token: string; readonly sequence: number }
  | { readonly kind: 'leave' | 'ack' }
  | ClientAsk;

/** What the application is told. */
export type ApplicationNews =
  | { readonly event: 'joined' | 'switched'; readonly joined: OwnParticipation; readonly room: string | null }
  | { readonly event: 'participantJoined'; readonly member: KnownMember }
  | {
      readonly event: 'participantLeft';
      readonly participant: string;
      readonly participation: string;
      readonly reason: SourcedReason;
    }
  | { readonly event: 'roomLeft'; readonly reason: SourcedReason };

/** How a call ends: it succeeds, the server refuses it, or the room object is no longer in the meeting. */
export type CallOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'left' }
  | { readonly kind: 'refused'; readonly code: number; readonly said: string };

type BareEffect =
  /** `first` is what will be sent over it first: a Join may need an access token. */
  | { readonly kind: 'open'; readonly connection: ConnectionNumber; readonly first: 'join' | 'resume' }
  | {
      readonly kind: 'send';
      readonly connection: ConnectionNumber;
      /** 0 for what has no number. */
      readonly request: number;
      readonly ack: number;
      readonly saying: SaidMessage;
    }
  | { readonly kind: 'close'; readonly connection: ConnectionNumber; readonly code: number }
  /** Starts a timer, anew if it runs. `spread`: a random time between half of `ms` and all of it. */
  | { readonly kind: 'start'; readonly timer: TimerName; readonly ms: number; readonly spread: boolean }
  | { readonly kind: 'stop'; readonly timer: TimerName }
  | { readonly kind: 'settle'; readonly call: CallId; readonly outcome: CallOutcome }
  | { readonly kind: 'tell'; readonly told: ApplicationNews };

/** What the client does, each for at least one clause. */
export type ClientEffect = BareEffect & { readonly clauses: Clauses };

export type ClientStep = Step<ClientState, ClientEffect>;
