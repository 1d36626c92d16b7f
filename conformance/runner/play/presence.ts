/** Who is in a room, and whom each seat believes to be there: read from the observations alone. */
import type { HistoryRecord, Seen, Sent } from '../../exchange/history.js';
import { PEER } from '../../exchange/names.js';
import type { Observation } from '../../exchange/observation.js';
import type { Seat } from '../../exchange/scenario.js';

/** A seat's room object: from a Join on, through repetitions, resumptions and switches. */
interface RoomObject {
  /** The room that it is in, or is on its way to. */
  room: string;
  /** The rooms that its switches lead to, by their request numbers. */
  readonly switches: Map<number, string>;
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
  /** The participations that it was shown as present, without its own. */
  readonly sees: Set<string>;
}

interface Entered {
  readonly participation: string;
  /** The server announces how long a connection may be silent. */
  readonly hasTimeout: boolean;
}

/** A connection of a seat's. */
interface SeatConnection {
  readonly object: RoomObject;
  /** Whether the connection carries the room object's participation: not yet, now, or no more. */
  state: 'opening' | 'carrying' | 'over';
  /** Nothing passes over it, and the seat was told nothing. */
  frozen: boolean;
}

interface SeatState {
  /** The room object of the latest Join. */
  object: RoomObject | undefined;
  readonly connections: Map<number, SeatConnection>;
  /** The participations of its own that the seat has been shown. */
  readonly shown: Set<string>;
}

/** Follows a history that grows, and tells where each seat is. */
export class Presence {
  readonly #seats = new Map<string, SeatState>();
  /** Participations whose leaver knows that they are over: it got a RoomLeft, or is in another room. */
  readonly #over = new Set<string>();
  readonly #roomsShown = new Set<string>();
  #restarts = 0;
  #next = 0;

  /** `records` may grow; `seats` are those of the scenario. */
  constructor(
    private readonly records: readonly HistoryRecord[],
    private readonly seats: readonly Seat[] = [],
  ) {}

  /** In a room, as far as the seat was told. */
  isIn(seat: string): boolean {
    const state = this.#upToDate().get(seat);
    return state !== undefined && carrierOf(state) !== undefined;
  }

  /** How many participations of its own a seat has been shown. */
  shown(seat: string): number {
    return this.#upToDate().get(seat)?.shown.size ?? 0;
  }

  /** Has sent a Join, to a server that was not restarted since. */
  mayRepeat(seat: string): boolean {
    return this.#upToDate().get(seat)?.object?.restarts === this.#restarts;
  }

  /** One of its connections is frozen. */
  isFrozen(seat: string): boolean {
    return [...(this.#upToDate().get(seat)?.connections.values() ?? [])].some(({ frozen }) => frozen);
  }

  /** A seat is frozen that the server will miss. */
  silenceDue(): boolean {
    return this.#carriers().some(isMissed);
  }

  /** Was given something to resume with since its latest Join. */
  hasToken(seat: string): boolean {
    return this.#upToDate().get(seat)?.object?.hasToken ?? false;
  }

  /** Has sent a numbered request since its latest Join. */
  hasAsked(seat: string): boolean {
    return this.#upToDate().get(seat)?.object?.hasAsked ?? false;
  }

  /** A seat was shown a session of the room. */
  hasShown(room: string): boolean {
    this.#upToDate();
    return this.#roomsShown.has(room);
  }

  /** No other seat holds the same participant. */
  isAlone(seat: string): boolean {
    const participant = this.seats.find(({ name }) => name === seat)?.participant;
    return this.seats.filter((one) => one.participant === participant).length === 1;
  }

  /**
   * A loss is not announced yet: a seat is still shown a participation that no connection carries and whose leaver was
   * told nothing.
   */
  lossesDue(): boolean {
    const carriers = this.#carriers();
    const alive = new Set(carriers.filter((one) => !isMissed(one)).map(({ object }) => object.entered?.participation));
    const present = carriers.filter(({ frozen }) => !frozen).map(({ object }) => object);
    return present.some(({ sees }) => [...sees].some((id) => !alive.has(id) && !this.#over.has(id)));
  }

  #carriers(): SeatConnection[] {
    return [...this.#upToDate().values()].flatMap((state) => carrierOf(state) ?? []);
  }

  #upToDate(): ReadonlyMap<string, SeatState> {
    for (; this.#next < this.records.length; this.#next += 1) {
      const record = this.records[this.#next];
      if (record?.kind === 'sent') this.#sent(record);
      if (record?.kind === 'seen') this.#saw(record);
    }
    return this.#seats;
  }

  #sent({ seat, connection, action, request }: Sent): void {
    if (action.kind === 'restart') this.#restarts += 1;
    if (seat === PEER) return;
    const state = this.#seats.get(seat) ?? { object: undefined, connections: new Map(), shown: new Set() };
    this.#seats.set(seat, state);
    if (action.kind === 'join') state.object = newRoomObject(action.room, this.#restarts);
    const { object } = state;
    if (!object) return;
    if (action.kind === 'join' || action.kind === 'repeat' || action.kind === 'resume')
      state.connections.set(connection, { object, state: 'opening', frozen: false });
    const used = state.connections.get(connection);
    if (used && (action.kind === 'cut' || action.kind === 'close')) end(used);
    if (used && (action.kind === 'freeze' || action.kind === 'heal')) used.frozen = action.kind === 'freeze';
    if (request !== undefined) object.hasAsked = true;
    if (request !== undefined && action.kind === 'switch') object.switches.set(request, action.room);
  }

  #saw({ seat, connection, observation }: Seen): void {
    const state = this.#seats.get(seat);
    const used = state?.connections.get(connection);
    if (!state || !used) return;
    const { object } = used;
    switch (observation.kind) {
      case 'joined':
        this.#joined(state, object, observation);
        takeOver(state, used, observation.token);
        break;
      case 'resumed':
        takeOver(state, used, observation.token);
        break;
      case 'participantJoined':
        object.sees.add(observation.member.participation);
        break;
      case 'participantLeft':
        object.sees.delete(observation.participation);
        break;
      case 'roomLeft':
        if (object.entered !== undefined) this.#over.add(object.entered.participation);
        used.state = 'over';
        break;
      case 'closed':
        end(used);
        break;
    }
  }

  /** The answer to a repeated Join shows a known participation, and everything after it is told again. */
  #joined(state: SeatState, object: RoomObject, joined: Observation & { readonly kind: 'joined' }): void {
    const { participation, roster, replyTo = 0, heartbeatTimeoutMs } = joined;
    const before = object.entered?.participation;
    if (before !== undefined && !state.shown.has(participation)) this.#over.add(before);
    object.entered = { participation, hasTimeout: heartbeatTimeoutMs > 0 };
    object.room = object.switches.get(replyTo) ?? object.room;
    object.sees.clear();
    for (const member of roster) object.sees.add(member.participation);
    state.shown.add(participation);
    this.#roomsShown.add(object.room);
  }
}

const newRoomObject = (room: string, restarts: number): RoomObject => ({
  room,
  switches: new Map(),
  entered: undefined,
  hasToken: false,
  hasAsked: false,
  restarts,
  sees: new Set(),
});

/** The connection that carries a seat's room object. */
const carrierOf = ({ connections }: SeatState): SeatConnection | undefined =>
  [...connections.values()].find(({ state }) => state === 'carrying');

/** The server will notice the silence of this frozen connection. */
const isMissed = ({ frozen, object }: SeatConnection): boolean => frozen && object.entered?.hasTimeout === true;

/** One connection carries a room object: an earlier one that did so does no more. */
function takeOver(state: SeatState, used: SeatConnection, token: string): void {
  const all = [...state.connections.values()];
  for (const other of all.slice(0, all.indexOf(used)))
    if (other.object === used.object && other.state === 'carrying') other.state = 'over';
  // What comes over a connection that its client has closed, such as the Joined of a switch, does not open it again.
  if (used.state === 'opening') used.state = 'carrying';
  used.object.hasToken ||= token !== '';
}

function end(connection: SeatConnection): void {
  connection.state = 'over';
  connection.frozen = false;
}
