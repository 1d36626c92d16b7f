/** One event's worth of change to a server: read through to the state before, written beside it. */
import { returning } from './room-object.js';
import {
  type Config,
  type ConnectionId,
  closedRoom,
  type Effect,
  type Room,
  type RoomObject,
  type RoomObjectId,
} from './state.js';

/** How a server's state is looked up. Ids may be of streams that carry, hold or were asked for no such thing any more. */
export interface Lookup {
  room(name: string): Room | undefined;
  roomObject(id: RoomObjectId): RoomObject | undefined;
  /** The stream that a connection carries, or on which somebody waits to come back to it: one of its `connectionsOf`. */
  carriedBy(connection: ConnectionId): RoomObjectId | undefined;
  holderOf(token: string): RoomObjectId | undefined;
  /** The stream that began with such a Join. */
  askedWith(joinId: string, room: string, participant: string): RoomObjectId | undefined;
}

export class Draft {
  readonly rooms = new Map<string, Room>();
  /** Null: it is gone for good. */
  readonly roomObjects = new Map<RoomObjectId, RoomObject | null>();
  readonly effects: Effect[] = [];

  constructor(
    readonly config: Config,
    private readonly lookup: Lookup,
  ) {}

  room(name: string): Room {
    return this.rooms.get(name) ?? this.lookup.room(name) ?? closedRoom;
  }

  put(name: string, room: Room): void {
    if (room !== this.room(name)) this.rooms.set(name, room);
  }

  roomObject(id: RoomObjectId | undefined): RoomObject | undefined {
    if (id === undefined) return undefined;
    const changed = this.roomObjects.get(id);
    return changed === undefined ? this.lookup.roomObject(id) : (changed ?? undefined);
  }

  /** Without resumption nothing is remembered of a stream that has ended. */
  keep(roomObject: RoomObject): void {
    if (roomObject === this.roomObject(roomObject.id)) return;
    this.roomObjects.set(
      roomObject.id,
      roomObject.departure !== null && this.config.resumeWindowMs === 0 ? null : roomObject,
    );
  }

  carried(connection: ConnectionId): RoomObject | undefined {
    const before = this.roomObject(this.lookup.carriedBy(connection));
    if (before?.connection === connection) return before;
    for (const roomObject of this.roomObjects.values()) if (roomObject?.connection === connection) return roomObject;
    return undefined;
  }

  holder = (token: string): RoomObject | undefined => this.roomObject(this.lookup.holderOf(token));

  /** The stream to which somebody waits to come back over a connection. */
  awaited(connection: ConnectionId): RoomObject | undefined {
    const roomObject = this.roomObject(this.lookup.carriedBy(connection));
    return roomObject && returning(roomObject).includes(connection) ? roomObject : undefined;
  }

  asked(joinId: string, room: string, participant: string): RoomObject | undefined {
    const roomObject = this.roomObject(this.lookup.askedWith(joinId, room, participant));
    return roomObject?.participant === participant && roomObject.asked.room === room ? roomObject : undefined;
  }

  /** Takes back what was kept of a stream that never began. */
  forget(id: RoomObjectId): void {
    this.roomObjects.delete(id);
  }

  send(...effects: readonly Effect[]): void {
    this.effects.push(...effects);
  }
}
