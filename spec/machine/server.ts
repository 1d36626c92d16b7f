/** A whole server as a value, and what may happen to it by itself: for exploration and for the oracle. */
import type { Look } from './draft.js';
import { type Changes, react } from './react.js';
import { connectionsOf, lingers, serves } from './stream.js';
import type { Config, ConnectionId, Effect, Event, Room, Step, Stream, StreamId } from './types.js';

/** A connection that the network took, or that its client closed, before the server has noticed. */
export interface Severed {
  readonly connection: ConnectionId;
  readonly how: 'lost' | 'goodbye';
}

export interface Server {
  /** Open rooms by name. A closed room in which nobody has a place is left out. */
  readonly rooms: Readonly<Record<string, Room>>;
  readonly streams: Readonly<Record<StreamId, Stream>>;
  /** Connections that the server has closed or noticed as lost: nothing is read from them any more. */
  readonly closed: readonly ConnectionId[];
  readonly severed: readonly Severed[];
}

export const idle: Server = { rooms: {}, streams: {}, closed: [], severed: [] };

/** What happens to a server, or to a connection behind its back. */
export type ServerEvent =
  | Event
  | { readonly type: 'sever'; readonly severed: Severed }
  /** A connection over which nothing passed works again, unless the server has noticed. */
  | { readonly type: 'mend'; readonly connection: ConnectionId }
  /** The server dies and is started again: these are its connections until then. It may have kept what it knew, or forgotten everything. */
  | { readonly type: 'restart'; readonly connections: readonly ConnectionId[]; readonly forgets: boolean };

export function step(config: Config, server: Server, event: ServerEvent): Step<Server> {
  if (event.type === 'sever') return [sever(server, event.severed), []];
  if (event.type === 'mend') return [mend(server, event.connection), []];
  if (event.type === 'restart')
    return [event.forgets ? afresh(event.connections) : cutOff(server, event.connections), []];
  if ('connection' in event && server.closed.includes(event.connection)) return [server, []];
  const changes = react(config, looking(server), event);
  const closed = newlyClosed(event, changes.effects);
  if (changes.rooms.size === 0 && changes.streams.size === 0 && closed.length === 0) return [server, changes.effects];
  return [
    {
      ...applied(server, changes),
      closed: closed.length > 0 ? [...server.closed, ...closed] : server.closed,
      severed: server.severed.filter(({ connection }) => !closed.includes(connection)),
    },
    changes.effects,
  ];
}

const looking = ({ rooms, streams }: Server): Look => {
  const find = (holds: (stream: Stream) => boolean): StreamId | undefined => {
    for (const id in streams) if (holds(streams[id] as Stream)) return id;
    return undefined;
  };
  return {
    room: (name) => rooms[name],
    stream: (id) => streams[id],
    carriedBy: (connection) => find((stream) => connectionsOf(stream).includes(connection)),
    holderOf: (token) => find((stream) => serves(stream, token)),
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

/** What the server does next by itself, whenever it gets to it: notices losses, ends windows, brings switches to their end. */
export function enabled(server: Server): Event[] {
  const noticed = server.severed.map(({ connection, how }): Event => ({ type: how, connection }));
  const others = Object.values(server.streams).flatMap((stream) => ofStream(stream));
  return [...noticed, ...others];
}

function ofStream(stream: Stream): Event[] {
  const { id, switching } = stream;
  if (switching?.phase === 'fixed') return [{ type: 'committed', stream: id }];
  const fixing: Event[] = switching ? [{ type: 'fixed', stream: id }] : [];
  return lingers(stream) ? [{ type: 'expired', stream: id }, ...fixing] : fixing;
}

function newlyClosed(event: Event, effects: readonly Effect[]): ConnectionId[] {
  const closed = effects.flatMap((effect) => (effect.kind === 'close' ? [effect.to] : []));
  return event.type === 'lost' || event.type === 'goodbye' ? [...closed, event.connection] : closed;
}

function applied(server: Server, { rooms, streams }: Changes): Pick<Server, 'rooms' | 'streams'> {
  const nextRooms: Record<string, Room> = rooms.size > 0 ? { ...server.rooms } : server.rooms;
  for (const [name, room] of rooms) {
    if (room.session === null && room.reserved.length === 0) delete nextRooms[name];
    else nextRooms[name] = room;
  }
  const nextStreams: Record<StreamId, Stream> = streams.size > 0 ? { ...server.streams } : server.streams;
  for (const [id, stream] of streams) {
    if (stream === null) delete nextStreams[id];
    else nextStreams[id] = stream;
  }
  return { rooms: nextRooms, streams: nextStreams };
}
