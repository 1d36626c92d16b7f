/** Everything that may happen next in a bounded world, what changes nothing included. */

import type { Ask, Event, FreshIds } from '../events.js';
import type { RoomObjectId } from '../messages.js';
import { returning } from '../room-object.js';
import type { RoomObject } from '../state.js';
import type { Account } from './ledger.js';
import type { ExploredScope, ExploredWorld } from './world.js';

/** Everything that may happen to a server at one point. */
export function serverHappenings(scope: ExploredScope, world: ExploredWorld): Event[] {
  const roomObjects = Object.values(world.server.roomObjects);
  return [
    ...joins(scope, world),
    ...comingsBack(scope, world),
    ...roomObjects.flatMap((roomObject) => asks(scope, world, roomObject)),
    ...roomObjects.flatMap((roomObject) => losses(scope, world, roomObject)),
    ...unboundLosses(scope, world),
    ...Object.keys(world.ledger.accounts).flatMap((roomObject) => ofStream(scope, world, roomObject)),
    ...scope.rooms.flatMap((room) => ofRoom(scope, world, room)),
  ];
}

const fresh = ({ connections }: ExploredWorld): string => `c${connections}`;
const made = (id: string, world: ExploredWorld): FreshIds => ({
  session: id,
  participation: id,
  token: `${id}/${fresh(world)}`,
});

function joins({ participants, rooms, joins: most }: ExploredScope, world: ExploredWorld): Event[] {
  return participants.flatMap(({ name, role }) => {
    const ordinal = (world.used.joined[name] ?? 0) + 1;
    if (ordinal > most) return [];
    const id = `${name}#${ordinal}`;
    const event = { type: 'join', connection: fresh(world), participant: name, role, joinId: id } as const;
    const refused: Event = { ...event, room: rooms[0] ?? '', access: 'unauthenticated', ...made(id, world) };
    const granted = rooms.map((room): Event => ({ ...event, room, access: 'granted', ...made(id, world) }));
    return [refused, ...granted];
  });
}

/** With every token that was ever given and every sequence that makes a difference, and by the Join once more. */
function comingsBack({ config, returns }: ExploredScope, world: ExploredWorld): Event[] {
  if (world.used.returns >= returns || config.resumeWindowMs === 0) return [];
  const connection = fresh(world);
  const unknown: Event = { type: 'resume', connection, token: 'nobody', sequence: 0, fresh: 'none' };
  const known = Object.values(world.server.roomObjects).flatMap((roomObject): Event[] => {
    const account = world.ledger.accounts[roomObject.id];
    if (!account) return [];
    const { id, asked, participant, role } = roomObject;
    const repeated: Event = {
      type: 'join',
      connection,
      room: asked.room,
      participant,
      role,
      access: 'granted',
      joinId: id,
      ...made(`${id}!`, world),
    };
    // In the middle of a switch a sequence from the future would have become the past when it is looked at.
    const future = roomObject.switching?.phase === 'fixed' ? 0 : 1;
    const resumes = attempts(account, future).map(
      ([token, sequence]): Event => ({ type: 'resume', connection, token, sequence, fresh: `${id}/${connection}` }),
    );
    return [repeated, ...resumes];
  });
  return [unknown, ...known];
}

function attempts({ given, told }: Account, future: number): [string, number][] {
  const newest = given.at(-1)?.token;
  const sequences = [...new Set([0, told.length - 1, told.length, told.length + future])].filter((one) => one >= 0);
  const withNewest = newest === undefined ? [] : sequences.map((sequence): [string, number] => [newest, sequence]);
  return [...withNewest, ...given.slice(0, -1).map(({ token }): [string, number] => [token, told.length])];
}

function asks(scope: ExploredScope, world: ExploredWorld, roomObject: RoomObject): Event[] {
  const { connection, lastRequest } = roomObject;
  if (connection === null) return [];
  const { told, answered } = world.ledger.accounts[roomObject.id] ?? { told: [], answered: 0 };
  const newest = told.length;
  const hearing: Event[] = [{ type: 'ack', connection, ack: newest }];
  const resent: Event = { type: 'request', connection, request: lastRequest, ack: 0, ask: { kind: 'leave' } };
  const repeated = lastRequest > 0 ? [resent] : [];
  if (world.used.requests >= scope.requests) return [...hearing, ...repeated];
  const waiting = roomObject.switching?.held.filter(({ type }) => type === 'request').length ?? 0;
  const request = Math.max(lastRequest, answered + (roomObject.switching ? 1 : 0)) + waiting + 1;
  const next = scope.asks.flatMap((kind) => asksOf(kind, scope, world, roomObject));
  return [
    ...hearing,
    ...repeated,
    ...next.map((ask): Event => ({ type: 'request', connection, request, ack: 0, ask })),
  ];
}

function asksOf(kind: Ask['kind'], { rooms }: ExploredScope, world: ExploredWorld, roomObject: RoomObject): Ask[] {
  switch (kind) {
    case 'remove': {
      const room = world.server.rooms[roomObject.room];
      const targets = [...(room?.present.map(({ id }) => id) ?? []), ...(room?.departed ?? []), 'nobody'];
      return targets.map((target) => ({ kind, target }));
    }
    case 'mode':
      return [true, false].map((viewer) => ({ kind, viewer }));
    case 'switch': {
      const ids = made(nextParticipation(roomObject), world);
      const refused: Ask = { kind, room: '', access: 'permission_denied', ...ids };
      return [refused, ...rooms.map((room): Ask => ({ kind, room, access: 'granted', ...ids }))];
    }
    default:
      return [{ kind }];
  }
}

/** Numbered by the switches of one room object, so that the order of other people's makes no difference. */
function nextParticipation({ id, participation, switching }: RoomObject): string {
  const done = Number(participation.split('.')[1] ?? 0);
  const begun = switching ? 1 : 0;
  const held = switching?.held.filter((one) => one.type === 'request' && one.ask.kind === 'switch').length ?? 0;
  return `${id}.${done + begun + held + 1}`;
}

/** A loss that is noticed late is the same as one that happens late, so that losses need no state of their own here. */
function losses(scope: ExploredScope, world: ExploredWorld, roomObject: RoomObject): Event[] {
  if (world.used.losses >= scope.losses) return [];
  const connections = [...(roomObject.connection === null ? [] : [roomObject.connection]), ...returning(roomObject)];
  return connections.flatMap((connection): Event[] => [
    { type: 'lost', connection },
    { type: 'goodbye', connection },
    { type: 'fault', connection, fault: 'undecodable' },
  ]);
}

/** A connection that carries nobody yet. */
function unboundLosses(scope: ExploredScope, world: ExploredWorld): Event[] {
  if (world.used.losses >= scope.losses) return [];
  const connection = fresh(world);
  return [
    { type: 'lost', connection },
    { type: 'goodbye', connection },
    { type: 'fault', connection, fault: 'request-first' },
  ];
}

/** Whether or not it makes sense: a server may be told too late, of somebody whom it has forgotten. */
function ofStream({ failures }: ExploredScope, { server }: ExploredWorld, roomObject: RoomObjectId): Event[] {
  const { switching } = server.roomObjects[roomObject] ?? {};
  const types = ['expired', 'fixed', 'committed', ...(failures ? (['failed'] as const) : [])] as const;
  const waits = (type: Event['type']) => switching?.held.some((one) => one.type === type) ?? false;
  return types.filter((type) => !waits(type)).map((type) => ({ type, roomObject }));
}

function ofRoom({ calls, closings }: ExploredScope, world: ExploredWorld, room: string): Event[] {
  const known = world.server.rooms[room];
  const present = known?.present.map(({ id }) => id) ?? [];
  const call = { type: 'operate', connection: 'call', room, session: '', targets: [], access: 'granted' } as const;
  const named = (targets: readonly string[]) =>
    calls.map(
      (which): Event => ({
        ...call,
        call: which,
        targets: which === 'removeParticipant' ? targets.slice(0, 1) : targets,
      }),
    );
  const others = calls.flatMap((which): Event[] => [
    { ...call, call: which, targets: present.slice(0, 1), session: 'another' },
    { ...call, call: which, targets: present.slice(0, 1), access: 'unauthenticated' },
  ]);
  return [
    ...(closings ? [{ type: 'closing', room } as const] : []),
    ...named(present),
    ...named([...present.slice(-1), ...(known?.departed ?? [])]),
    ...named(['nobody']),
    ...others,
  ];
}
