/** What an exploration of the client is bounded by, and one point of it. */

import type { ClientConfig } from '../config.js';
import type { ClientEffect } from '../effects.js';
import type { ClientAsk, ClientEvent } from '../events.js';
import type { ClientState } from '../state.js';
import type { Onlooker } from './onlooker.js';

/** Which part of a client's life is explored, and how far. The server may say anything at any time. */
export interface ClientScope {
  readonly name: string;
  readonly config: ClientConfig;
  /** What the application asks for, one after another, at any time. */
  readonly asks: readonly ClientAsk['kind'][];
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
export interface ClientUsed {
  readonly asks: number;
  readonly leaves: number;
  readonly disposed: boolean;
}

/** One point of an exploration. */
export interface ClientWorld {
  readonly client: ClientState;
  readonly ledger: Onlooker;
  readonly used: ClientUsed;
}

/** One step of an exploration. */
export interface ClientTransition {
  readonly scope: ClientScope;
  readonly before: ClientWorld;
  readonly event: ClientEvent;
  readonly effects: readonly ClientEffect[];
  readonly after: ClientWorld;
}
