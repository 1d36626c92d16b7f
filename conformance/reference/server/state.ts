/** All that a server knows: its rooms and room objects, and what leads to a room object. */
import type { Changes, Lookup } from '../../../spec/machine/draft.js';
import type { RoomObjectId } from '../../../spec/machine/messages.js';
import { connectionsOf } from '../../../spec/machine/room-object.js';
import type { RoomObject, RoomState } from '../../../spec/machine/state.js';

/** What a server knows. */
export class ServerState implements Lookup {
  readonly #rooms = new Map<string, RoomState>();
  readonly #streams = new Map<RoomObjectId, RoomObject>();
  readonly #byConnection = new Map<string, RoomObjectId>();
  readonly #byToken = new Map<string, RoomObjectId>();
  readonly #byJoin = new Map<string, RoomObjectId>();

  room = (name: string): RoomState | undefined => this.#rooms.get(name);
  roomObject = (id: RoomObjectId): RoomObject | undefined => this.#streams.get(id);
  carriedBy = (connection: string): RoomObjectId | undefined => this.#byConnection.get(connection);
  holderOf = (token: string): RoomObjectId | undefined => this.#byToken.get(token);
  askedWith = (joinId: string, room: string, participant: string): RoomObjectId | undefined =>
    this.#byJoin.get(joinKey(joinId, room, participant));

  /** What a connection carries. */
  carried(connection: string): RoomObject | undefined {
    const id = this.carriedBy(connection);
    return id === undefined ? undefined : this.#streams.get(id);
  }

  /** The names of those that are open, or in which somebody has a place. */
  roomNames = (): readonly string[] => [...this.#rooms.keys()];

  get roomCount(): number {
    return this.#rooms.size;
  }

  /** Takes over what the machine has decided. */
  apply({ rooms, roomObjects }: Changes): void {
    for (const [name, room] of rooms) {
      if (room.session === null && room.reserved.length === 0) this.#rooms.delete(name);
      else this.#rooms.set(name, room);
    }
    for (const [id, stream] of roomObjects) this.#put(id, stream);
  }

  /** A departed room object is remembered no longer. */
  forget(id: RoomObjectId): void {
    this.#put(id, null);
  }

  #put(id: RoomObjectId, after: RoomObject | null): void {
    const before = this.#streams.get(id);
    if (after === null) this.#streams.delete(id);
    else this.#streams.set(id, after);
    // Every broadcast changes every stream: what leads to them hardly ever changes.
    if (before?.connection !== after?.connection || before?.switching !== after?.switching) {
      for (const connection of before ? connectionsOf(before) : []) unlink(this.#byConnection, connection, id);
      for (const connection of after ? connectionsOf(after) : []) link(this.#byConnection, connection, id);
    }
    if (before?.tokens !== after?.tokens) {
      for (const { value } of before?.tokens ?? []) unlink(this.#byToken, value, id);
      for (const { value } of after?.tokens ?? []) link(this.#byToken, value, id);
    }
    if (!before && after) link(this.#byJoin, keyOf(after), id);
    if (before && !after) unlink(this.#byJoin, keyOf(before), id);
  }
}

/** Names of people and rooms may hold any character but this one. */
const joinKey = (joinId: string, room: string, participant: string): string => [joinId, room, participant].join('\0');

const keyOf = ({ asked: { joinId, room }, participant }: RoomObject): string | undefined =>
  joinId === '' ? undefined : joinKey(joinId, room, participant);

function link(index: Map<string, RoomObjectId>, key: string | undefined, id: RoomObjectId): void {
  if (key) index.set(key, id);
}

/** Another stream may have taken the place meanwhile. */
function unlink(index: Map<string, RoomObjectId>, key: string | undefined, id: RoomObjectId): void {
  if (key && index.get(key) === id) index.delete(key);
}
