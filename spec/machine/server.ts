/** Rooms side by side, and the connections that lead to them: what a whole server is, for exploration and for the oracle. */
import { stepRoom } from './room.js';
import { type Config, type ConnectionId, closedRoom, type Effect, type Event, type Room, type Step } from './types.js';

/** A connection that the network took, or that its client closed, before the server has noticed. */
export interface Severed {
  readonly connection: ConnectionId;
  readonly room: string;
  readonly how: 'lost' | 'goodbye';
}

export interface Server {
  /** Open rooms by name. A closed room is left out. */
  readonly rooms: Readonly<Record<string, Room>>;
  /** Connections that the server has closed or noticed as lost: nothing is read from them any more. */
  readonly closed: readonly ConnectionId[];
  readonly severed: readonly Severed[];
}

export const idle: Server = { rooms: {}, closed: [], severed: [] };

/** What happens to a server: to one of its rooms, or to a connection behind its back. */
export type ServerEvent =
  | { readonly room: string; readonly event: Event }
  | { readonly room: string; readonly sever: Severed };

export const roomOf = (server: Server, name: string): Room => server.rooms[name] ?? closedRoom;

export function step(config: Config, server: Server, happening: ServerEvent): Step<Server> {
  if ('sever' in happening) return [sever(server, happening.sever), []];
  const { event, room: name } = happening;
  if ('connection' in event && server.closed.includes(event.connection)) return [server, []];
  const before = roomOf(server, name);
  const [after, effects] = stepRoom(config, before, event);
  const closed = newlyClosed(event, effects);
  if (after === before && closed.length === 0) return [server, effects];
  return [
    {
      rooms: after === before ? server.rooms : put(server.rooms, name, after),
      closed: [...server.closed, ...closed],
      severed: server.severed.filter(({ connection }) => !closed.includes(connection)),
    },
    effects,
  ];
}

/** A connection that the server has closed already cannot be lost any more. */
const sever = (server: Server, severed: Severed): Server =>
  server.closed.includes(severed.connection) ? server : { ...server, severed: [...server.severed, severed] };

/** What the server does next by itself, whenever it gets to it: notices losses, ends windows. */
export function enabled(server: Server): ServerEvent[] {
  const noticed = server.severed.map(({ connection, room, how }) => ({ room, event: { type: how, connection } }));
  const expired = Object.entries(server.rooms).flatMap(([room, { present }]) =>
    present
      .filter(({ connection }) => connection === null)
      .map(({ id }) => ({ room, event: { type: 'expired', participation: id } as const })),
  );
  return [...noticed, ...expired];
}

function newlyClosed(event: Event, effects: readonly Effect[]): ConnectionId[] {
  const closed = effects.flatMap((effect) => (effect.kind === 'close' ? [effect.to] : []));
  return event.type === 'lost' || event.type === 'goodbye' ? [...closed, event.connection] : closed;
}

function put(rooms: Server['rooms'], name: string, room: Room): Server['rooms'] {
  const next: Record<string, Room> = { ...rooms, [name]: room };
  if (room.session === null) delete next[name];
  return next;
}
