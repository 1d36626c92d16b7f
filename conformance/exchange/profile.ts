/** What a system under test says of itself. Features beyond the base prune what is generated; nothing else bends the judges. */
import type { Feature } from './features.js';

/**
 * A rule that a system is known to break on purpose: its clause is skipped, visibly, with the reason.
 *
 * @example
 * const late: Deviation = { clause: 'close.follows', why: "closes after 5 s, for a proxy's sake" };
 */
export interface Deviation {
  readonly clause: string;
  readonly why: string;
}

/** The times of heartbeats that a server announces. */
export interface Heartbeat {
  /** How often Heartbeat is sent, in milliseconds; 0: never. */
  readonly intervalMs: number;
  /** How long a connection may be silent before it is taken as lost, in milliseconds; 0: for ever. */
  readonly timeoutMs: number;
}

/**
 * What a system under test can do, and how long it takes for what. It decides which cases are run.
 *
 * @example
 * const canResume = ({ resumeWindowMs }: Profile): boolean => resumeWindowMs > 0;
 */
export interface Profile {
  /** What the system calls itself, for reports. */
  readonly name: string;
  /** What is under test: a server, or a client to which the suite plays the server. */
  readonly side: 'server' | 'client';
  /** Speaks Adjourn's own wire. Where it does not, there are no sequences, and closes say nothing about departures. */
  readonly wire: boolean;
  readonly features: readonly Feature[];
  /** How long a lost connection may still be resumed, in milliseconds; 0 where the loss is the departure. */
  readonly resumeWindowMs: number;
  /** The signs of life that it announces; left out where it announces none. */
  readonly heartbeat?: Heartbeat;
  /** Asks for access tokens, and the suite can make them. */
  readonly tokens: boolean;
  /** How long after its time a timed event may happen, in milliseconds. */
  readonly slackMs: number;
  /**
   * Actions that this system cannot be made to do: cases that need them are skipped. Of a client also {@link DISPENSABLE} fields, of a
   * server also {@link TOKEN_CLAIMS}.
   */
  readonly unsupported: readonly string[];
  readonly deviations: readonly Deviation[];
}

/** In `unsupported` where the suite does not sign the access tokens itself, so that it cannot choose their `nbf` and `aud`. */
export const TOKEN_CLAIMS = 'token claims';

/**
 * Fields for which the API of a client may have no place, as `unsupported` names them: who somebody is may come from elsewhere.
 * A client is not held to what an application cannot give it.
 */
export const DISPENSABLE: readonly string[] = [
  'join.participant',
  'join.role',
  'join.accessToken',
  'switch.accessToken',
];
