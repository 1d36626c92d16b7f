/** What an exploration is bounded by, and one point of it. */

import type { Config } from '../config.js';
import type { Ask, RoomServiceCall, ServerEvent } from '../events.js';
import type { Effect, Role } from '../messages.js';
import type { Server } from '../state.js';
import type { ClientsLedger } from './ledger.js';

/** Which part of the protocol is explored, and how far. */
export interface ExploredScope {
  readonly name: string;
  readonly config: Config;
  readonly participants: readonly { readonly name: string; readonly role: Role }[];
  readonly rooms: readonly string[];
  /** How often each participant may join. */
  readonly joins: number;
  /** How many numbered requests may change anything, all together. */
  readonly requests: number;
  readonly asks: readonly Ask['kind'][];
  /** How many connections may be lost, or faulty, or closed by 4101, all together. */
  readonly losses: number;
  /** How many times somebody may come back, by Resume or by a Join that is repeated, all together. */
  readonly returns: number;
  readonly calls: readonly RoomServiceCall[];
  readonly closings: boolean;
  readonly failures: boolean;
}

/** What of each bound has been used up. */
export interface Used {
  readonly joined: Readonly<Record<string, number>>;
  readonly requests: number;
  readonly losses: number;
  readonly returns: number;
}

/** One point of an exploration. */
export interface ExploredWorld {
  readonly server: Server;
  readonly ledger: ClientsLedger;
  readonly used: Used;
  /** How many connections there have been. */
  readonly connections: number;
}

/** One step of an exploration. */
export interface Transition {
  readonly scope: ExploredScope;
  readonly world: ExploredWorld;
  readonly event: ServerEvent;
  readonly after: Server;
  readonly effects: readonly Effect[];
}
