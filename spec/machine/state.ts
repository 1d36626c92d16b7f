/**
 * What a server knows of its rooms and of the room objects in them, what happens to one room, and what it then has to
 * say. Plain data: no I/O, no clock, no randomness.
 */

import type { Config } from './config.js';
import type { Ask, Event, FreshIds, Severed } from './events.js';
import type { Clauses, ConnectionId, Message, Reason, Refusal, Role, RoomObjectId, Step } from './messages.js';

/**
 * One participant in one session, from its join to its departure.
 *
 * @example
 * const ann: Participation = { id: 'p1', participant: 'ann', role: 'host', roomObject: 'o1' };
 */
export interface Participation {
  readonly id: string;
  readonly participant: string;
  readonly role: Role;
  /** Whom to tell what happens. */
  readonly roomObject: RoomObjectId;
}

/**
 * A place that is kept for somebody who is about to switch into the room. It is no participation.
 *
 * @example
 * const place: Reservation = { participant: 'ann', roomObject: 'o1' };
 */
export interface Reservation {
  readonly participant: string;
  readonly roomObject: RoomObjectId;
}

/**
 * One room, open or closed.
 *
 * @example
 * const names = (room: RoomState): string[] => room.present.map(({ participant }) => participant);
 */
export interface RoomState {
  /** The open session, or null while the room is closed. */
  readonly session: string | null;
  /** Those who are present, in the order in which they joined. */
  readonly present: readonly Participation[];
  /** The participations of the open session that have departed. */
  readonly departed: readonly string[];
  readonly reserved: readonly Reservation[];
}

/**
 * A room in which nobody is, and of which nothing is remembered.
 *
 * @example
 * console.log(closedRoom.session, closedRoom.present.length); // null 0
 */
export const closedRoom: RoomState = { session: null, present: [], departed: [], reserved: [] };

/**
 * A numbered message that may have to be sent again. Clause `resume.retained`.
 *
 * @example
 * const kept: Retained = { sequence: 2, message: { kind: 'accepted', replyTo: 1 }, clauses: ['resume.missed'] };
 */
export interface Retained {
  readonly sequence: number;
  readonly message: Message;
  readonly clauses: Clauses;
}

/**
 * A token with which a room object may come back. Clause `resume.tokens-serve`.
 *
 * @example
 * const unheard: Token = { value: 'o1.1', sequence: null };
 */
export interface Token {
  readonly value: string;
  /**
   * That of the Joined that gave it on the connection that lives; 0 if a Resumed did; null if it came over an earlier
   * connection.
   */
  readonly sequence: number | null;
}

/**
 * A switch under way: the target has a place reserved, and from `fixed` on the source has let the participant go.
 *
 * @example
 * const isDecided = ({ phase }: Switching): boolean => phase === 'fixed';
 */
export interface Switching extends FreshIds {
  readonly phase: 'reserved' | 'fixed';
  readonly request: number;
  readonly room: string;
  /** What arrived meanwhile, to be taken up where the switch leaves the participant. */
  readonly held: readonly Event[];
}

/**
 * A room object as the server knows it: one line of numbered messages to it, over one connection after another.
 *
 * @example
 * const isPresent = ({ departure }: RoomObject): boolean => departure === null;
 */
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
  /** What RoomLeft said at its end; null while it lives. */
  readonly departure: { readonly reason: Reason; readonly replyTo: number; readonly clauses: Clauses } | null;
}

/**
 * A whole server, as plain data.
 *
 * @example
 * const open = (server: Server): string[] => Object.keys(server.rooms);
 */
export interface Server {
  /** Open rooms by name. A closed room in which nobody has a place is left out. */
  readonly rooms: Readonly<Record<string, RoomState>>;
  readonly roomObjects: Readonly<Record<RoomObjectId, RoomObject>>;
  /** Connections that the server has closed or noticed as lost: nothing is read from them any more. */
  readonly closed: readonly ConnectionId[];
  readonly severed: readonly Severed[];
}

/**
 * A server that nobody has called yet.
 *
 * @example
 * const nobody = Object.keys(idle.rooms).length === 0;
 */
export const idle: Server = { rooms: {}, roomObjects: {}, closed: [], severed: [] };

/**
 * What happens to one room: all that concerns who is present in it.
 *
 * @example
 * const event: RoomEvent = { type: 'closing' };
 */
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
 *
 * @example
 * const telling: Telling = { kind: 'tell', to: 'o1', message: { kind: 'accepted', replyTo: 1 }, clauses: ['sync.accepted'] };
 */
export type Telling =
  | { readonly kind: 'tell'; readonly to: RoomObjectId; readonly message: Message; readonly clauses: Clauses }
  | { readonly kind: 'answer'; readonly to: ConnectionId; readonly message: Message; readonly clauses: Clauses };

/**
 * What decides for one room; a server with a fault wraps it.
 *
 * @example
 * const empty: RoomReducer = (_, room) => [room, []];
 */
export type RoomReducer = (config: Config, room: RoomState, event: RoomEvent) => Step<RoomState, Telling>;
