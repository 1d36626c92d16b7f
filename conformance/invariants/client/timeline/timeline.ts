/**
 * What the clauses for clients are held against: both sides of one room object, set in order. Plain data that nobody
 * changes.
 */

import type { AppEvent, CallEnd, Heard, Said } from '../../../exchange/client.js';
import type { History } from '../../../exchange/history.js';
import type { Action, PeerAction } from '../../../exchange/scenario.js';

/** Where a record stands. */
export interface Placed {
  /** In `history.records`. */
  readonly index: number;
  /** Milliseconds since the world was opened. */
  readonly at: number;
}

/** A call of the application's. */
export interface AppCall extends Placed {
  readonly number: number;
  readonly action: Action;
  /** Of a remove: the participation that it names, by the server's own id. */
  readonly target: string | undefined;
  /** How it ended; undefined while it is outstanding. */
  readonly ended: (Placed & { readonly end: CallEnd }) | undefined;
}

/** Something that the application was told. */
export interface ToldAt extends Placed {
  readonly event: AppEvent;
  /** The client's list of the others at that moment, where it keeps one. */
  readonly list: readonly string[] | undefined;
}

/** The application was told roomLeft. */
export type ToldRoomLeft = ToldAt & { readonly event: { readonly event: 'roomLeft' } };

/** The application was told participantLeft. */
export type ToldLeft = ToldAt & { readonly event: { readonly event: 'participantLeft' } };

/** Something that the server heard from the client. */
export interface HeardAt extends Placed {
  readonly heard: Heard;
  readonly connection: ServedConnection;
}

/** Anything but the opening of a connection. */
export type HeardMessage = Extract<Heard, { request: number }>;

/** A message that the server heard. */
export interface MessageAt extends HeardAt {
  readonly heard: HeardMessage;
}

/** Where a message stands in the order of those that a client receives. Clauses: `client.repeats`, `client.gap`. */
export type SaidOrder = 'next' | 'outside' | 'repeat' | 'gap';

/** A message of the server. */
export interface SaidAt extends Placed {
  readonly said: Said;
  readonly connection: ServedConnection;
  readonly order: SaidOrder;
  /** A message that left a gap came before it on the same connection: nothing is taken up any more. */
  readonly behindGap: boolean;
  /** It was said while nothing passed: it arrives late or never. */
  readonly heldBack: boolean;
}

/** How a connection was closed. */
interface ClosedAt extends Placed {
  readonly code: number;
  readonly by: 'client' | 'server';
}

/** One connection, from the side of the server. */
export interface ServedConnection {
  readonly number: number;
  readonly opened: Placed;
  readonly heard: readonly HeardAt[];
  readonly said: readonly SaidAt[];
  readonly closed: ClosedAt | undefined;
  /** Nothing passed over it at some time. */
  readonly frozen: boolean;
}

/** What the suite did as the server of the client. */
export interface PeerActionAt extends Placed {
  readonly does: PeerAction;
}

/** All that a history of a client says of one room object. */
export interface ClientTimeline {
  readonly history: History;
  readonly calls: readonly AppCall[];
  readonly told: readonly ToldAt[];
  readonly connections: readonly ServedConnection[];
  readonly peerActions: readonly PeerActionAt[];
  /** The events from inside whose listeners the application threw. */
  readonly thrown: readonly ToldAt[];
  /** Everything heard but the openings of connections, and everything said, in order. */
  readonly heard: readonly MessageAt[];
  readonly said: readonly SaidAt[];
  /** The first roomLeft. */
  readonly left: ToldRoomLeft | undefined;
  /** The first call of leave() or dispose(). */
  readonly leaving: AppCall | undefined;
  /** The page or the process went away. */
  readonly unloading: AppCall | undefined;
  /** The `join_id` of each room object that the application had before this one. */
  readonly formerJoinIds: ReadonlySet<string>;
  /** The participations that the client was given. */
  readonly own: ReadonlySet<string>;
  /** The index behind the last record. */
  readonly end: number;
  readonly endedAt: number;
  /**
   * The suite's fence has been waited for in vain: what was due has had its time. Otherwise it has come through, or
   * roomLeft has.
   */
  readonly waited: boolean;
  /** How long anything takes at the most to get from one side to the other, in milliseconds. */
  readonly slackMs: number;
}
