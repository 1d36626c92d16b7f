/** What an exploration of the client is bounded by, and one point of it. */
import type { Ask, Config, Effect, Event, State } from '../types.js';
import type { Ledger } from './ledger.js';

/** Which part of a client's life is explored, and how far. The server may say anything at any time. */
export interface Scope {
  readonly name: string;
  readonly config: Config;
  /** What the application asks for, one after another, at any time. */
  readonly asks: readonly Ask['kind'][];
  readonly leaves: number;
  /** Whether it may dispose of the room object, and the page may go away. */
  readonly goodbyes: boolean;
  readonly connections: number;
  /** What Joined announces. */
  readonly resumeWindowMs: number;
  readonly heartbeatTimeoutMs: number;
  /** Whether there are others, who come and go. */
  readonly company: boolean;
}

/** What the application has done. */
export interface Used {
  readonly asks: number;
  readonly leaves: number;
  readonly disposed: boolean;
}

export interface World {
  readonly client: State;
  readonly ledger: Ledger;
  readonly used: Used;
}

export interface Transition {
  readonly scope: Scope;
  readonly before: World;
  readonly event: Event;
  readonly effects: readonly Effect[];
  readonly after: World;
}
