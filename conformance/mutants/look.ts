/** What a server with a bad memory sees when it looks anything up. */
import type { Look, Stream } from '../../spec/machine/index.js';

/** The same state, with every stream as `change` shows it. */
export const seenThrough = (look: Look, change: (stream: Stream) => Stream): Look => ({
  room: (name) => look.room(name),
  stream: (id) => {
    const stream = look.stream(id);
    return stream && change(stream);
  },
  carriedBy: (connection) => look.carriedBy(connection),
  holderOf: (token) => look.holderOf(token),
  askedWith: (joinId, room, participant) => look.askedWith(joinId, room, participant),
});
