/** Where everybody stands, read off the observations alone: who is in a room, and whom each one believes to be there. */
import { type HistoryRecord, type Observation, PEER, type Seat, type Seen, type Sent } from '../../exchange/index.js';

/** What a seat makes to be in rooms: from a Join on, through repetitions, resumptions and switches. */
interface RoomObject {
  /** The room that it is in, or is on its way to. */
  room: string;
  /** The rooms that its switches lead to, by their numbers. */
  readonly switches: Map<number, string>;
  participation: string | undefined;
  hasToken: boolean;
  hasAsked: boolean;
  /** The server announces how long a connection may be silent. */
  timed: boolean;
  /** Its server has been killed since: it may have forgotten the Join. */
  forgotten: boolean;
  /** The participations that it was shown as present, itself not among them. */
  readonly sees: Set<string>;
}

interface Connection {
  readonly object: RoomObject;
  /** The connection carries the room object's participation. */
  bound: boolean;
  /** Nothing passes over it; closed by the far end or not, nobody has been told. */
  frozen: boolean;
}

class Stand {
  object: RoomObject | undefined;
  readonly connections = new Map<number, Connection>();
  /** The participations of its own that the seat has been shown. */
  readonly shown = new Set<string>();

  /** The room object, while a connection carries it. */
  get bound(): RoomObject | undefined {
    return this.line?.object;
  }

  /** The connection that carries the room object. */
  get line(): Connection | undefined {
    return [...this.connections.values()].find(({ bound }) => bound);
  }
}

export class Standing {
  readonly #stands = new Map<string, Stand>();
  /** Participations whose leaver knows that they are over: it got a RoomLeft, or is in another room. */
  readonly #over = new Set<string>();
  readonly #roomsShown = new Set<string>();
  #next = 0;

  constructor(
    private readonly records: readonly HistoryRecord[],
    private readonly seats: readonly Seat[] = [],
  ) {}

  /** In a room, as far as the seat was told. */
  isIn(seat: string): boolean {
    return this.#upToDate().get(seat)?.bound !== undefined;
  }

  /** How many participations of its own a seat has been shown. */
  shown(seat: string): number {
    return this.#upToDate().get(seat)?.shown.size ?? 0;
  }

  /** Has sent a Join, to a server that has lived on since. */
  mayRepeat(seat: string): boolean {
    const object = this.#upToDate().get(seat)?.object;
    return object !== undefined && !object.forgotten;
  }

  /** One of its connections is frozen. */
  isFrozen(seat: string): boolean {
    return [...(this.#upToDate().get(seat)?.connections.values() ?? [])].some(({ frozen }) => frozen);
  }

  /** Somebody is frozen who will be missed. */
  silenceDue(): boolean {
    return [...this.#upToDate().values()].some(({ line }) => line?.frozen && line.object.timed);
  }

  /** Was given something to resume with since its latest Join. */
  hasToken(seat: string): boolean {
    return this.#upToDate().get(seat)?.object?.hasToken ?? false;
  }

  /** Has sent a numbered request since its latest Join. */
  hasAsked(seat: string): boolean {
    return this.#upToDate().get(seat)?.object?.hasAsked ?? false;
  }

  /** Somebody was shown a session of the room. */
  hasShown(room: string): boolean {
    this.#upToDate();
    return this.#roomsShown.has(room);
  }

  /** No other seat holds the same participant. */
  isAlone(seat: string): boolean {
    const participant = this.seats.find(({ name }) => name === seat)?.participant;
    return this.seats.filter((one) => one.participant === participant).length === 1;
  }

  /** Whether somebody is still shown a participation that nothing carries any more and that was told nothing: lost, and not announced yet. */
  lossesDue(): boolean {
    const lines = [...this.#upToDate().values()].flatMap(({ line }) => line ?? []);
    const alive = new Set(
      lines.filter(({ frozen, object }) => !(frozen && object.timed)).map(({ object }) => object.participation),
    );
    const present = lines.filter(({ frozen }) => !frozen).map(({ object }) => object);
    return present.some(({ sees }) => [...sees].some((id) => !alive.has(id) && !this.#over.has(id)));
  }

  #upToDate(): ReadonlyMap<string, Stand> {
    for (; this.#next < this.records.length; this.#next += 1) {
      const record = this.records[this.#next];
      if (record?.kind === 'sent') this.#sent(record);
      if (record?.kind === 'seen') this.#saw(record);
    }
    return this.#stands;
  }

  #sent({ seat, connection, action, request }: Sent): void {
    if (action.kind === 'restart') for (const { object } of this.#stands.values()) if (object) object.forgotten = true;
    if (seat === PEER) return;
    const stand = this.#stands.get(seat) ?? new Stand();
    this.#stands.set(seat, stand);
    if (action.kind === 'join') stand.object = newcomer(action.room);
    const { object } = stand;
    if (!object) return;
    if (action.kind === 'join' || action.kind === 'repeat' || action.kind === 'resume')
      stand.connections.set(connection, { object, bound: false, frozen: false });
    const line = stand.connections.get(connection);
    if (line && (action.kind === 'cut' || action.kind === 'close')) unbind(line);
    if (line && (action.kind === 'freeze' || action.kind === 'heal')) line.frozen = action.kind === 'freeze';
    if (request !== undefined) object.hasAsked = true;
    if (request !== undefined && action.kind === 'switch') object.switches.set(request, action.room);
  }

  #saw({ seat, connection, observation }: Seen): void {
    const stand = this.#stands.get(seat);
    const line = stand?.connections.get(connection);
    if (!stand || !line) return;
    const { object } = line;
    switch (observation.kind) {
      case 'joined':
        this.#joined(stand, object, observation);
        takeOver(stand, line, observation.token);
        break;
      case 'resumed':
        takeOver(stand, line, observation.token);
        break;
      case 'participantJoined':
        object.sees.add(observation.member.participation);
        break;
      case 'participantLeft':
        object.sees.delete(observation.participation);
        break;
      case 'roomLeft':
        if (object.participation !== undefined) this.#over.add(object.participation);
        line.bound = false;
        break;
      case 'closed':
        unbind(line);
        break;
    }
  }

  /** Where a Join is repeated, it shows a participation that is known, and everything after it is told again. */
  #joined(stand: Stand, object: RoomObject, joined: Observation & { readonly kind: 'joined' }): void {
    const { participation, roster, replyTo = 0, heartbeatTimeoutMs } = joined;
    object.timed = heartbeatTimeoutMs > 0;
    const before = object.participation;
    if (before !== undefined && !stand.shown.has(participation)) this.#over.add(before);
    object.participation = participation;
    object.room = object.switches.get(replyTo) ?? object.room;
    object.sees.clear();
    for (const member of roster) object.sees.add(member.participation);
    stand.shown.add(participation);
    this.#roomsShown.add(object.room);
  }
}

const newcomer = (room: string): RoomObject => ({
  room,
  switches: new Map(),
  participation: undefined,
  hasToken: false,
  hasAsked: false,
  timed: false,
  forgotten: false,
  sees: new Set(),
});

/** One connection carries a room object: another one that did so before does so no more. */
function takeOver(stand: Stand, line: Connection, token: string): void {
  const earlier = [...stand.connections.values()];
  for (const other of earlier.slice(0, earlier.indexOf(line))) if (other.object === line.object) other.bound = false;
  line.bound = true;
  line.object.hasToken ||= token !== '';
}

function unbind(line: Connection): void {
  line.bound = false;
  line.frozen = false;
}
