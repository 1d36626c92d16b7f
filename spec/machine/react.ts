/**
 * What a server does with one event: to its rooms, to the room objects of those who are in them, and to connections
 * that carry nobody.
 */

import { type Config, resumable } from './config.js';
import { type Changes, type Lookup, ServerDraft } from './draft.js';
import type { Event } from './events.js';
import { expire, fault, goodbye, lose } from './gone.js';
import { commit, fix, request } from './request.js';
import { arrive, resume } from './resume.js';
import { stepRoom } from './room/reducer.js';
import { hear } from './room-object.js';
import type { RoomObject, RoomReducer } from './state.js';

/**
 * Takes up one event on a server that keeps its state in maps of its own: the changes come back, and are not applied.
 * `reducer` decides for one room; a server with a fault wraps it.
 *
 * @example
 * const { rooms, roomObjects, effects } = react(configOf(), ourLookup, { type: 'lost', connection: 'c1' });
 */
export function react(config: Config, lookup: Lookup, event: Event, reducer: RoomReducer = stepRoom): Changes {
  const server = new ServerDraft(config, lookup, reducer, handle);
  server.take(event);
  return server;
}

type Handler<Type extends Event['type']> = (server: ServerDraft, event: Event & { type: Type }) => void;

/** A table and no switch, so that each event is handed on with its own type; none can be forgotten. */
const handlers: { readonly [Type in Event['type']]: Handler<Type> } = {
  join: arrive,
  resume: (server, event) => {
    // To a server without resumption it is a kind of message that it does not know, and the first one of its
    // connection.
    if (resumable(server.config)) resume(server, event);
    else fault(server, { type: 'fault', connection: event.connection, fault: 'request-first' });
  },
  request,
  ack: (server, { connection, ack }) => {
    const roomObject = server.carried(connection);
    if (roomObject) server.keep(hear(server.config, roomObject, ack));
  },
  fault,
  lost: lose,
  goodbye,
  operate: (server, event) => server.inRoom(event.room, event),
  closing: (server, { room }) => server.inRoom(room, { type: 'closing' }),
  fixed: whileIn(fix),
  committed: whileIn(commit),
  expired: notBetween(expire),
  failed: notBetween((server, roomObject) => server.depart(roomObject, 'failed', 'reason.failure')),
};

const handle = (server: ServerDraft, event: Event): void =>
  (handlers[event.type] as Handler<Event['type']>)(server, event);

type OfRoomObject = Event & { type: 'expired' | 'fixed' | 'committed' | 'failed' };

/** What concerns a room object is void once it has departed. */
function whileIn(handle: (server: ServerDraft, roomObject: RoomObject) => void) {
  return (server: ServerDraft, event: OfRoomObject): void => {
    const roomObject = server.roomObject(event.roomObject);
    if (roomObject && roomObject.departure === null) handle(server, roomObject);
  };
}

/** Between the two halves of a switch there is no participation that could depart: it has to wait. */
function notBetween(handle: (server: ServerDraft, roomObject: RoomObject) => void) {
  return (server: ServerDraft, event: OfRoomObject): void =>
    whileIn((_, roomObject) => {
      if (roomObject.switching?.phase === 'fixed') server.hold(roomObject, event);
      else handle(server, roomObject);
    })(server, event);
}
