/** What a server with a bad memory sees when it looks anything up. */
import type { Lookup, RoomObject } from '../../spec/machine/index.js';

/** The same state, with every stream as `change` shows it. */
export const seenThrough = (look: Lookup, change: (stream: RoomObject) => RoomObject): Lookup => ({
  room: (name) => look.room(name),
  roomObject: (id) => {
    const stream = look.roomObject(id);
    return stream && change(stream);
  },
  carriedBy: (connection) => look.carriedBy(connection),
  holderOf: (token) => look.holderOf(token),
  askedWith: (joinId, room, participant) => look.askedWith(joinId, room, participant),
});
