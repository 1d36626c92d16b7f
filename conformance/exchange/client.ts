/** Both sides of a client under test, as plain data: what its application was told, and what its server heard. */
import type { Member } from './observation.js';
import type { Code, Demand, Refusal, Role, WantedMode } from './words.js';

/** A reason as the application was given it; each part is left out where the client has none. */
export interface ToldReason {
  readonly type?: string;
  readonly code?: number;
  readonly message?: string;
  readonly source?: string;
}

/** One event of the client's own API. Participations are the server's own ids. */
export type AppEvent =
  /** `session`: left out where the client does not give it. */
  | { readonly event: 'joined'; readonly participation: string; readonly session?: string }
  | { readonly event: 'switched'; readonly participation: string; readonly session?: string }
  | {
      readonly event: 'participantJoined';
      readonly participant: string;
      readonly participation: string;
      /** Left out where the client does not give it. */
      readonly role?: Role;
    }
  | {
      readonly event: 'participantLeft';
      readonly participant: string;
      /** Left out where the client does not give it. */
      readonly participation?: string;
      /** Left out where the client gives none. */
      readonly reason?: ToldReason;
      /** Of a foreign system: its own word for why. */
      readonly native?: string;
    }
  | { readonly event: 'roomLeft'; readonly reason?: ToldReason; readonly native?: string };

/** How a call of the application's ended. */
export type CallEnd =
  | { readonly how: 'done' }
  /** It failed in the way that the API has for it, such as a rejected promise. */
  | { readonly how: 'failed'; readonly why: string }
  /** It threw where it was called, or raised an error that nobody could catch. */
  | { readonly how: 'threw'; readonly why: string };

/** What the peer heard from the client on one connection. */
export type Heard =
  /** A WebSocket was opened: to which path and query, and with which subprotocols offered. */
  | { readonly message: 'connect'; readonly address: string; readonly subprotocols: readonly string[] }
  | {
      readonly message: Exclude<Demand, 'connect'> | 'ack';
      readonly request: number;
      readonly ack: number;
      /** Of a join: its `join_id`. */
      readonly joinId?: string;
      /** Of a resume: what it presented. */
      readonly token?: string;
      readonly sequence?: number;
      /** Of a remove: the participation that it names. */
      readonly target?: string;
      /** Of a join or a switch. */
      readonly room?: string;
      readonly accessToken?: string;
      /** Of a join: who joins. */
      readonly participant?: string;
      readonly role?: Role;
      /** Of a change of mode. */
      readonly mode?: WantedMode;
    };

/** A message that the peer sent: what a client may know. Lawful answers are among them. */
export interface Said {
  readonly message:
    | 'joined'
    | 'resumed'
    | 'accepted'
    | 'rejected'
    | 'participantJoined'
    | 'participantLeft'
    | 'roomLeft'
    | 'heartbeat'
    | 'unknown'
    | 'garbage';
  readonly sequence: number;
  readonly replyTo: number;
  /** Of a departure. */
  readonly code?: Code;
  readonly text?: string;
  /** Of a refusal. */
  readonly refusal?: Refusal;
  readonly participant?: string;
  readonly participation?: string;
  /** Of a Joined: the participations of the others. */
  readonly roster?: readonly string[];
  /** Of a Joined or a Resumed. */
  readonly token?: string;
  readonly lastRequest?: number;
  readonly resumeWindowMs?: number;
  readonly heartbeatTimeoutMs?: number;
}

/** Both sides of a client under test, one thing at a time. Unlike an Observation it is no message that a seat was shown. */
export type Note =
  /**
   * Its application was told something. `list` is its list of the others at that moment, where it keeps one; `members` is
   * that of a foreign system.
   */
  | {
      readonly kind: 'told';
      readonly told: AppEvent;
      readonly list?: readonly string[];
      readonly members?: readonly Member[];
    }
  /** The call that the application made as its `call`-th, counted from 1, has ended. */
  | { readonly kind: 'returned'; readonly call: number; readonly end: CallEnd }
  /** Of the seat `server`: it heard something, or said something, on the client's connection. */
  | { readonly kind: 'heard'; readonly heard: Heard }
  | { readonly kind: 'said'; readonly said: Said }
  /** Of the seat `server`: the connection is closed; with which code, and by whom. 1006 where there was no close frame. */
  | { readonly kind: 'closed'; readonly code: number; readonly by: 'client' | 'server' }
  /** Of the seat `server`: something that no client may send. */
  | { readonly kind: 'unreadable'; readonly what: string };
