/** One event's worth of change to a server: read through to the state before, written beside it. */
import { type Config, resumable } from './config.js';
import type { Event } from './events.js';
import type { Clauses, ConnectionId, Effect, RoomObjectId } from './messages.js';
import { returning, tellRoomObject } from './room-object.js';
import {
  closedRoom,
  type RoomEvent,
  type RoomObject,
  type RoomReducer,
  type RoomState,
  type Telling,
} from './state.js';

/**
 * How a server's state is looked up. Ids may be of room objects that carry, hold or were asked for no such thing any
 * more.
 *
 * @example
 * const isOpen = (server: Lookup, room: string): boolean => server.room(room)?.session != null;
 */
export interface Lookup {
  room(name: string): RoomState | undefined;
  roomObject(id: RoomObjectId): RoomObject | undefined;
  /**
   * The room object that a connection carries, or on which somebody waits to come back to it: one of its
   * `connectionsOf`.
   */
  carriedBy(connection: ConnectionId): RoomObjectId | undefined;
  holderOf(token: string): RoomObjectId | undefined;
  /** The room object that began with such a Join. */
  askedWith(joinId: string, room: string, participant: string): RoomObjectId | undefined;
}

/**
 * What one event changes, and what is sent because of it.
 *
 * @example
 * const sentBy = ({ effects }: Changes): number => effects.filter(({ kind }) => kind === 'send').length;
 */
export interface Changes {
  readonly rooms: ReadonlyMap<string, RoomState>;
  /** Null: it is gone for good. */
  readonly roomObjects: ReadonlyMap<RoomObjectId, RoomObject | null>;
  readonly effects: Effect[];
}

/** No change, and no effect. */
export const noChanges: Changes = { rooms: new Map(), roomObjects: new Map(), effects: [] };

/**
 * A server while it takes an event up. The handler of the event is handed it, so that its steps can be written one
 * after another.
 */
export class ServerDraft implements Changes {
  readonly rooms = new Map<string, RoomState>();
  readonly roomObjects = new Map<RoomObjectId, RoomObject | null>();
  readonly effects: Effect[] = [];

  /** `handle` takes up an event; `reducer` decides for one room. */
  constructor(
    readonly config: Config,
    private readonly lookup: Lookup,
    private readonly reducer: RoomReducer,
    private readonly handle: (server: ServerDraft, event: Event) => void,
  ) {}

  room(name: string): RoomState {
    return this.rooms.get(name) ?? this.lookup.room(name) ?? closedRoom;
  }

  roomObject(id: RoomObjectId | undefined): RoomObject | undefined {
    if (id === undefined) return undefined;
    const changed = this.roomObjects.get(id);
    return changed === undefined ? this.lookup.roomObject(id) : (changed ?? undefined);
  }

  /** Without resumption nothing is remembered of a room object that has ended. */
  keep(roomObject: RoomObject): void {
    if (roomObject === this.roomObject(roomObject.id)) return;
    const isGone = roomObject.departure !== null && !resumable(this.config);
    this.roomObjects.set(roomObject.id, isGone ? null : roomObject);
  }

  carried(connection: ConnectionId): RoomObject | undefined {
    const roomObject = this.roomObject(this.lookup.carriedBy(connection));
    return roomObject?.connection === connection ? roomObject : undefined;
  }

  holder = (token: string): RoomObject | undefined => this.roomObject(this.lookup.holderOf(token));

  /** The room object to which somebody waits to come back over a connection. */
  awaited(connection: ConnectionId): RoomObject | undefined {
    const roomObject = this.roomObject(this.lookup.carriedBy(connection));
    return roomObject && returning(roomObject).includes(connection) ? roomObject : undefined;
  }

  asked(joinId: string, room: string, participant: string): RoomObject | undefined {
    const roomObject = this.roomObject(this.lookup.askedWith(joinId, room, participant));
    return roomObject?.participant === participant && roomObject.asked.room === room ? roomObject : undefined;
  }

  /** Takes back what was kept of a room object that never began. */
  forget(id: RoomObjectId): void {
    this.roomObjects.delete(id);
  }

  send(...effects: readonly Effect[]): void {
    this.effects.push(...effects);
  }

  take(event: Event): void {
    this.handle(this, event);
  }

  /** Lets a room decide, and tells everybody what it has to say. */
  inRoom(name: string, event: RoomEvent): void {
    const before = this.room(name);
    const [room, tellings] = this.reducer(this.config, before, event);
    if (room !== before) this.rooms.set(name, room);
    for (const telling of tellings) this.#tell(telling);
  }

  depart({ room, participation }: RoomObject, type: 'lost' | 'goodbye' | 'failed', cause: Clauses[0]): void {
    this.inRoom(room, { type, participation, cause });
  }

  /**
   * Puts an event behind the switch that a room object is in the middle of. Clauses `switch.waits`,
   * `switch.resume-waits`.
   */
  hold(roomObject: RoomObject, event: Event): void {
    const { switching } = roomObject;
    if (switching) this.keep({ ...roomObject, switching: { ...switching, held: [...switching.held, event] } });
  }

  /** The departure by a close, or its place behind a switch. */
  sayGoodbye(roomObject: RoomObject, event: Event & { type: 'goodbye' }): void {
    if (roomObject.switching) this.hold(roomObject, event);
    else this.depart(roomObject, 'goodbye', 'connection.goodbye');
  }

  #tell({ kind, to, message, clauses }: Telling): void {
    if (kind === 'answer') {
      this.send({ kind: 'send', to, message, sequence: 0, clauses });
      return;
    }
    const roomObject = this.roomObject(to);
    if (!roomObject || roomObject.departure !== null) return;
    const { id, switching } = roomObject;
    // Another reason fixed the departure first: the place in the other room is given back. Clause
    // `switch.first-reason`.
    if (message.kind === 'roomLeft' && switching) this.inRoom(switching.room, { type: 'release', roomObject: id });
    const [next, effects] = tellRoomObject(this.config, roomObject, message, clauses);
    this.keep(next);
    this.send(...effects);
  }
}
