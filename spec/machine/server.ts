/** A whole server as a value, and what may happen to it by itself: for exploration and for the oracle. */

import type { Config } from './config.js';
import type { Changes, Lookup } from './draft.js';
import type { Event, ServerEvent, Severed } from './events.js';
import { closeOver } from './gone.js';
import type { ConnectionId, Effect, RoomObjectId, Step } from './messages.js';
import { react } from './react.js';
import { connectionsOf, lingers, serves } from './room-object.js';
import { idle, type RoomObject, type RoomState, type Server } from './state.js';

/**
 * Takes a server from one state to the next by one event: what it is then, and what it sends, each with its clauses.
 * Nothing is changed in place; where nothing changes, the same state comes back. {@link enabled} says what the server
 * may do by itself.
 *
 * @example
 * const config = configOf({ resumeWindowMs: 10_000 });
 * const ids = { session: 's1', participation: 'p1', token: 't1' };
 * const who = { room: 'blue', participant: 'ann', role: 'host', joinId: 'j1' } as const;
 * const [server, effects] = step(config, idle, { type: 'join', connection: 'c1', access: 'granted', ...who, ...ids });
 * // effects[0].message.kind is 'joined', and server.rooms.blue.session is 's1'
 */
export function step(config: Config, server: Server, event: ServerEvent): Step<Server> {
  switch (event.type) {
    case 'sever':
      return [sever(server, event.severed), []];
    case 'mend':
      return [mend(server, event.connection), []];
    case 'restart':
      return [event.forgets ? afresh(event.connections) : cutOff(server, event.connections), []];
    case 'broken':
      if (isOver(server, event)) return [server, []];
      return [breakOff(server, event.connection), [closeOver(event.connection, event.fault)]];
    default:
      return 'connection' in event && isOver(server, event) ? [server, []] : takeUp(config, server, event);
  }
}

function takeUp(config: Config, server: Server, event: Event): Step<Server> {
  const changes = react(config, looking(server), event);
  // What is told to a connection that is closed already, and whose loss is not noticed yet, goes nowhere.
  const isOpen = (connection: ConnectionId) => !server.closed.includes(connection);
  const effects = changes.effects.filter(({ to }) => isOpen(to));
  const ended = newlyClosed(event, effects);
  const closed = ended.filter(isOpen);
  const severed = server.severed.filter(({ connection }) => !ended.includes(connection));
  if (changes.rooms.size === 0 && changes.roomObjects.size === 0 && closed.length === 0)
    return [severed.length === server.severed.length ? server : { ...server, severed }, effects];
  const { rooms, roomObjects } = applied(server, changes);
  return [
    { rooms, roomObjects, closed: closed.length > 0 ? [...server.closed, ...closed] : server.closed, severed },
    effects,
  ];
}

/** Nothing more comes over a connection that the server has closed, but that its loss is noticed. */
const isOver = (
  { closed, severed }: Server,
  { type, connection }: ServerEvent & { connection: ConnectionId },
): boolean => closed.includes(connection) && !(type === 'lost' && severed.some((one) => one.connection === connection));

/** Closed because of a frame, and not taken as lost yet. */
function breakOff(server: Server, connection: ConnectionId): Server {
  const { closed, severed } = mend(server, connection);
  const carries = looking(server).carriedBy(connection) !== undefined;
  return {
    ...server,
    closed: [...closed, connection],
    severed: carries ? [...severed, { connection, how: 'lost' }] : severed,
  };
}

const looking = ({ rooms, roomObjects }: Server): Lookup => {
  const find = (holds: (roomObject: RoomObject) => boolean): RoomObjectId | undefined => {
    for (const id in roomObjects) if (holds(roomObjects[id] as RoomObject)) return id;
    return undefined;
  };
  return {
    room: (name) => rooms[name],
    roomObject: (id) => roomObjects[id],
    carriedBy: (connection) => find((roomObject) => connectionsOf(roomObject).includes(connection)),
    holderOf: (token) => find((roomObject) => serves(roomObject, token)),
    askedWith: (joinId, room, participant) =>
      find((one) => one.asked.joinId === joinId && one.asked.room === room && one.participant === participant),
  };
};

/** A connection that the server has closed already cannot be lost any more. */
const sever = (server: Server, severed: Severed): Server =>
  server.closed.includes(severed.connection) ? server : { ...server, severed: [...server.severed, severed] };

const mend = (server: Server, connection: ConnectionId): Server => ({
  ...server,
  severed: server.severed.filter((one) => one.connection !== connection),
});

/** Nobody is there, and nothing can come over a connection of before. */
const afresh = (closed: readonly ConnectionId[]): Server => ({ ...idle, closed });

const cutOff = (server: Server, connections: readonly ConnectionId[]): Server =>
  connections.reduce((cut, connection) => sever(mend(cut, connection), { connection, how: 'lost' }), server);

/**
 * What the server does next by itself, in its own time: it notices losses, ends windows, and completes switches.
 *
 * @example
 * for (const event of enabled(idle)) console.log(event.type);
 */
export function enabled(server: Server): Event[] {
  const events = server.severed.map(({ connection, how }): Event => ({ type: how, connection }));
  for (const id in server.roomObjects) events.push(...ofRoomObject(server.roomObjects[id] as RoomObject));
  return events;
}

function ofRoomObject(roomObject: RoomObject): Event[] {
  const { id, switching } = roomObject;
  if (switching?.phase === 'fixed') return [{ type: 'committed', roomObject: id }];
  const fixing: Event[] = switching ? [{ type: 'fixed', roomObject: id }] : [];
  return lingers(roomObject) ? [{ type: 'expired', roomObject: id }, ...fixing] : fixing;
}

function newlyClosed(event: Event, effects: readonly Effect[]): ConnectionId[] {
  const closed = effects.filter(({ kind }) => kind === 'close').map(({ to }) => to);
  return event.type === 'lost' || event.type === 'goodbye' ? [...closed, event.connection] : closed;
}

function applied(server: Server, { rooms, roomObjects }: Changes): Pick<Server, 'rooms' | 'roomObjects'> {
  const nextRooms: Record<string, RoomState> = rooms.size > 0 ? { ...server.rooms } : server.rooms;
  for (const [name, room] of rooms) {
    if (room.session === null && room.reserved.length === 0) delete nextRooms[name];
    else nextRooms[name] = room;
  }
  const nextRoomObjects: Record<RoomObjectId, RoomObject> =
    roomObjects.size > 0 ? { ...server.roomObjects } : server.roomObjects;
  for (const [id, roomObject] of roomObjects) {
    if (roomObject === null) delete nextRoomObjects[id];
    else nextRoomObjects[id] = roomObject;
  }
  return { rooms: nextRooms, roomObjects: nextRoomObjects };
}
