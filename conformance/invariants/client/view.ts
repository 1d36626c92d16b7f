/** What the clauses for clients are held against: both sides of one room object, set in order. Plain data. */
import type { Action, AppEvent, CallEnd, Heard, History, PeerAction, Said } from '../../exchange/index.js';

interface Placed {
  /** In `history.records`. */
  readonly index: number;
  /** Milliseconds since the world was opened. */
  readonly at: number;
}

/** A call of the application's. */
export interface Call extends Placed {
  readonly number: number;
  readonly action: Action;
  /** How it ended; undefined while it is outstanding. */
  ended: (Placed & { readonly end: CallEnd }) | undefined;
}

/** Something that the application was told. */
export interface Told extends Placed {
  readonly event: AppEvent;
  /** The client's list of the others at that moment, where it keeps one. */
  readonly list: readonly string[] | undefined;
}

export type ToldRoomLeft = Told & { readonly event: { readonly event: 'roomLeft' } };
export type ToldLeft = Told & { readonly event: { readonly event: 'participantLeft' } };

export interface HeardAt extends Placed {
  readonly heard: Heard;
  readonly line: Line;
}

/** Anything but the opening of a connection. */
export type Message = Extract<Heard, { request: number }>;
export interface MessageAt extends HeardAt {
  readonly heard: Message;
}

/** Where a message stands in the order of those that a client receives. Clauses: `client.repeats`, `client.gap`. */
export type Order = 'next' | 'outside' | 'repeat' | 'gap';

export interface SaidAt extends Placed {
  readonly said: Said;
  readonly line: Line;
  readonly order: Order;
  /** A message that left a gap came before it on the same connection: nothing is taken up any more. */
  readonly behindGap: boolean;
  /** It was said while nothing passed: it arrives late or never. */
  readonly heldBack: boolean;
}

export interface Closed extends Placed {
  readonly code: number;
  readonly by: 'client' | 'server';
}

/** One connection, from the side of the server. */
export interface Line {
  readonly number: number;
  readonly opened: Placed;
  readonly heard: HeardAt[];
  readonly said: SaidAt[];
  closed: Closed | undefined;
  /** Nothing passed over it at some time. */
  frozen: boolean;
}

export interface DeedAt extends Placed {
  readonly deed: PeerAction;
}

export interface View {
  readonly history: History;
  readonly calls: readonly Call[];
  readonly told: readonly Told[];
  readonly lines: readonly Line[];
  readonly deeds: readonly DeedAt[];
  /** Everything heard but the openings of connections, and everything said, in order. */
  readonly heard: readonly MessageAt[];
  readonly said: readonly SaidAt[];
  /** The first roomLeft. */
  readonly left: ToldRoomLeft | undefined;
  /** The first call of leave() or dispose(). */
  readonly leaving: Call | undefined;
  /** The page or the process went away. */
  readonly unloading: Call | undefined;
  /** The participations that the client was given. */
  readonly own: ReadonlySet<string>;
  /** The index behind the last record. */
  readonly end: number;
  readonly endedAt: number;
  /**
   * The suite's fence has been waited for in vain: what was due has had its time. Otherwise it has come through, or roomLeft has.
   */
  readonly waited: boolean;
  /** How long anything takes at the most to get from one side to the other, in milliseconds. */
  readonly slackMs: number;
}
