/** What happens to one room, and what it then has to say. */

import type { Config } from '../config.js';
import type { Ask, Event } from '../events.js';
import type { Clauses, ConnectionId, Message, Refusal, RoomObjectId, Step } from '../messages.js';
import type { Participation, Room } from '../state.js';

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

/**
 * What a room has to say: to a room object, over the connection that carries it, or to a connection that carries
 * nobody.
 */
export type Telling =
  | { readonly kind: 'tell'; readonly to: RoomObjectId; readonly message: Message; readonly clauses: Clauses }
  | { readonly kind: 'answer'; readonly to: ConnectionId; readonly message: Message; readonly clauses: Clauses };

/** What decides for one room; a server with a fault wraps it. */
export type RoomReducer = (config: Config, room: Room, event: RoomEvent) => Step<Room, Telling>;
