/**
 * What may happen to a room object of a client: what its application asks for, what its server says, what the network
 * and the timers do.
 */
import type { Role } from '../messages.js';

/** Names a WebSocket that the client opens: 1, 2, 3 and so on. */
export type ConnectionNumber = number;

/** What a call of the application's asks the server for. */
export type ClientAsk =
  | { readonly kind: 'end' | 'changeMode' }
  | { readonly kind: 'remove'; readonly target: string }
  | { readonly kind: 'switchRoom'; readonly room: string; readonly accessToken: string };

/** Names a call of the application's, so that it can be settled. */
export type CallId = number;

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

/** What a client makes of a reason in a message: null where there is none, or where its code is 0. */
export type MessageReason = { readonly code: number; readonly said: string } | null;

/** A message of the server's. */
export type ArrivedMessage =
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
      readonly reason: MessageReason;
    }
  | { readonly kind: 'roomLeft'; readonly reason: MessageReason }
  | { readonly kind: 'heartbeat' }
  /** Of a later revision. */
  | { readonly kind: 'unknown' };

/** The timers of a client. */
export type TimerName =
  | 'join limit'
  | 'attempt'
  | 'next attempt'
  | 'silence'
  | 'resume budget'
  | 'leave patience'
  | 'leave bound';

/** What happens to a room object of a client. */
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
      readonly message: ArrivedMessage;
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
