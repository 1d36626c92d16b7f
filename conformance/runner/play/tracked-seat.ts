/** What is known of one seat while a history grows: its room objects, and the connections that carry them. */

/** A seat's room object: from a Join on, through repetitions, resumptions and switches. */
export interface TrackedRoomObject {
  /** The room that it is in, or is on its way to. */
  room: string;
  /** The rooms that its switches lead to, by their request numbers. */
  readonly switches: Map<number, string>;
  /** The switches that the seat has not been told the outcome of. */
  readonly undecided: Set<number>;
  /** What the latest Joined said; undefined before the first. */
  entered: Entered | undefined;
  /** The seat was given something to resume with. */
  hasToken: boolean;
  /** The seat has sent a numbered request. */
  hasAsked: boolean;
  /**
   * How often the server had been restarted when the Join was sent: a server that was restarted since may have
   * forgotten it.
   */
  readonly restarts: number;
  /** The participations that it was shown as present, without its own, and whose they are. */
  readonly sees: Map<string, string>;
}

export interface Entered {
  readonly participation: string;
  /** The server announces how long a connection may be silent. */
  readonly hasTimeout: boolean;
}

/** A connection of a seat's. */
export interface TrackedConnection {
  readonly object: TrackedRoomObject;
  /** Whether the connection carries the room object's participation: not yet, now, or no more. */
  state: 'opening' | 'carrying' | 'over';
  /** Nothing passes over it, and the seat was told nothing. */
  frozen: boolean;
  /** The seat answers no Heartbeat on it, and has asked for nothing since the last wait. */
  quiet?: boolean;
  /** The seat closed it with the code that says that it leaves. */
  saidGoodbye: boolean;
}

export interface TrackedSeat {
  /** The room object of the latest Join. */
  object: TrackedRoomObject | undefined;
  /** The one before it. */
  former: TrackedRoomObject | undefined;
  readonly connections: Map<number, TrackedConnection>;
  /** The participations of its own that the seat has been shown. */
  readonly shown: Set<string>;
}

export const startTracking = (room: string, restarts: number): TrackedRoomObject => ({
  room,
  switches: new Map(),
  undecided: new Set(),
  entered: undefined,
  hasToken: false,
  hasAsked: false,
  restarts,
  sees: new Map(),
});

/** The connection that carries a seat's room object. */
export const carrierOf = ({ connections }: TrackedSeat): TrackedConnection | undefined =>
  [...connections.values()].find(({ state }) => state === 'carrying');

/** The server will notice the silence of this frozen connection. */
export const isMissed = ({ frozen, object }: TrackedConnection): boolean =>
  frozen && object.entered?.hasTimeout === true;

/** One connection carries a room object: an earlier one that did so does no more. */
export function takeOver(state: TrackedSeat, used: TrackedConnection, token: string): void {
  const all = [...state.connections.values()];
  for (const other of all.slice(0, all.indexOf(used)))
    if (other.object === used.object && other.state === 'carrying') other.state = 'over';
  // What comes over a connection that its client has closed, such as the Joined of a switch, does not open it again.
  if (used.state === 'opening') used.state = 'carrying';
  used.object.hasToken ||= token !== '';
}

export function end(connection: TrackedConnection): void {
  connection.state = 'over';
  connection.frozen = false;
}

/** Time passes: who answers no Heartbeat has said nothing since. */
export function fallsQuiet({ connections }: TrackedSeat): void {
  for (const one of connections.values()) if (one.quiet !== undefined) one.quiet = true;
}
