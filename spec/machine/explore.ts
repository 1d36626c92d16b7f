/** Exhaustive exploration of the machine: every state that a bounded world can reach, each transition handed to a visitor. */
import { enabled, idle, roomOf, type Server, type ServerEvent, step } from './server.js';
import type { Config, Effect, Role } from './types.js';

export interface Bounds {
  readonly participants: readonly { readonly name: string; readonly role: Role }[];
  readonly rooms: readonly string[];
  /** How often each participant may join; without such a bound there is no end. */
  readonly joins: number;
}

export interface Transition {
  readonly before: Server;
  readonly happening: ServerEvent;
  readonly after: Server;
  readonly effects: readonly Effect[];
}

/** The machine, and how often each participant has joined so far. */
interface World {
  readonly server: Server;
  readonly joined: Readonly<Record<string, number>>;
}

/** Visits every transition once. Returns the number of different states. */
export function explore(config: Config, bounds: Bounds, visit: (transition: Transition) => void): number {
  const start: World = { server: idle, joined: {} };
  const seen = new Set([key(start)]);
  const stack = [start];
  for (let world = stack.pop(); world; world = stack.pop()) {
    for (const happening of happenings(bounds, world)) {
      const [server, effects] = step(config, world.server, happening);
      visit({ before: world.server, happening, after: server, effects });
      const next = { server, joined: count(world.joined, happening, effects) };
      const id = key(next);
      if (!seen.has(id)) {
        seen.add(id);
        stack.push(next);
      }
    }
  }
  return seen.size;
}

/** A refused join is none: it changes nothing, and may be tried for ever. */
function count(joined: World['joined'], happening: ServerEvent, effects: readonly Effect[]): World['joined'] {
  if (!('event' in happening) || happening.event.type !== 'join') return joined;
  if (!effects.some((effect) => effect.kind === 'send' && effect.message.kind === 'joined')) return joined;
  const { participant } = happening.event;
  return { ...joined, [participant]: (joined[participant] ?? 0) + 1 };
}

/**
 * States that go on alike have the same key. Ids are canonical, being made of names and ordinals; what nothing depends on is left out:
 * the session's own name, the order of those present, and connections that are closed, on which nothing is sent or read any more.
 */
function key({ server, joined }: World): string {
  const rooms = sorted(server.rooms).map(([name, { present, departed }]) => [
    name,
    present.map(({ id, connection }) => (connection === null ? `-${id}` : id)).sort(),
    [...departed].sort(),
  ]);
  return JSON.stringify([rooms, sorted(joined)]);
}

const sorted = <T>(record: Readonly<Record<string, T>>): [string, T][] =>
  Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));

function happenings(bounds: Bounds, world: World): ServerEvent[] {
  return [...joins(bounds, world), ...bounds.rooms.flatMap((room) => requests(room, world)), ...enabled(world.server)];
}

function joins({ participants, rooms, joins: most }: Bounds, { joined }: World): ServerEvent[] {
  return participants.flatMap(({ name, role }) => {
    const ordinal = (joined[name] ?? 0) + 1;
    if (ordinal > most) return [];
    const id = `${name}#${ordinal}`;
    const event = { type: 'join', connection: id, participant: name, role, session: id, participation: id } as const;
    return rooms.map((room) => ({ room, event }));
  });
}

/** Everything that each bound connection of a room may send, and its loss. */
function requests(name: string, { server }: World): ServerEvent[] {
  const room = roomOf(server, name);
  const targets = [...room.present.map(({ id }) => id), ...room.departed, 'nobody'];
  return room.present.flatMap(({ connection }) => {
    if (connection === null) return [];
    const plain = (['leave', 'end', 'sync', 'unknown'] as const).map((type) => ({ type, connection, request: 1 }));
    const removals = targets.map((target) => ({ type: 'remove' as const, connection, request: 1, target }));
    const faulty = { type: 'fault' as const, connection, fault: 'undecodable' as const };
    // A loss that is noticed late is the same as one that happens late, so that losses need no state of their own here.
    const losses = (['lost', 'goodbye'] as const).map((type) => ({ type, connection }));
    return [...plain, ...removals, faulty, ...losses].map((event) => ({ room: name, event }));
  });
}
