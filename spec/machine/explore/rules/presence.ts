import { demand } from '../../search.js';
import type { Participation, Server } from '../../state.js';
import { live, type ServerRule, same } from './rule.js';

const present = ({ rooms }: Server): (readonly [string, Participation])[] =>
  Object.entries(rooms).flatMap(([name, room]) => room.present.map((one) => [name, one] as const));

/** Nobody is in two rooms, or in none: but for the moment between the two halves of a switch. */
const inOneRoom: ServerRule = (_, { server }) => {
  const places = present(server);
  for (const { id, participation, room, switching } of live(server)) {
    const rooms = places.flatMap(([name, one]) => (one.roomObject === id ? [name] : []));
    const expected = switching?.phase === 'fixed' ? [] : [room];
    demand(same(rooms, expected), () => `${id} is in ${rooms}, not in ${expected}`);
    const own = places.every(([, one]) => one.roomObject !== id || one.id === participation);
    demand(own, () => `${id} is present as somebody else than ${participation}`);
  }
  for (const [name, { id, roomObject }] of places)
    demand(server.roomObjects[roomObject]?.departure === null, () => `${id} is present in ${name}, and nobody's`);
};

const uniqueInRoom: ServerRule = (_, { server, ledger }) => {
  for (const room of Object.values(server.rooms)) {
    const names = room.present.map(({ participant }) => participant);
    demand(new Set(names).size === names.length, () => `a participant is present twice: ${names}`);
    for (const { id } of room.present) demand(!(id in ledger.reasons), () => `${id} has departed, and is present`);
  }
};

/** A place is kept for a switch that is under way, and for nothing else. */
const noPlaceLeaks: ServerRule = (_, { server }) => {
  const kept = Object.entries(server.rooms).flatMap(([name, room]) =>
    room.reserved.map(({ roomObject }) => `${roomObject} in ${name}`),
  );
  const wanted = live(server).flatMap(({ id, switching }) => (switching ? [`${id} in ${switching.room}`] : []));
  demand(same(kept.sort(), wanted.sort()), () => `places are kept for ${kept}, not for ${wanted}`);
};

const closedRoomsForget: ServerRule = (_, { server }) => {
  for (const [name, room] of Object.entries(server.rooms)) {
    const empty = room.present.length === 0;
    demand((room.session === null) === empty, () => `${name} is open with nobody in it, or closed with somebody`);
    demand(!empty || room.departed.length === 0, () => `${name} is closed and remembers ${room.departed}`);
    demand(!empty || room.reserved.length > 0, () => `${name} is kept though nothing is in it`);
  }
};

/** Without resumption nobody lingers, and nothing is remembered. */
const nothingWithoutResumption: ServerRule = ({ scope }, { server }) => {
  if (scope.config.resumeWindowMs > 0) return;
  for (const { id, departure, connection, switching, retained, tokens } of Object.values(server.roomObjects)) {
    demand(
      departure === null && retained.length === 0 && tokens.length === 0,
      () => `something of ${id} is remembered`,
    );
    demand(connection !== null || switching !== null, () => `${id} lingers`);
  }
};

/**
 * What a client believes of its room is so. With the ledger's rules: each observer is told of everything, and exactly
 * once.
 */
const pictureIsTrue: ServerRule = ({ scope }, { server, ledger }) => {
  for (const { id, room, participation, switching, connection } of live(server)) {
    const unseen = connection === null && scope.config.resumeWindowMs === 0;
    if (switching?.phase === 'fixed' || unseen) continue;
    const others = server.rooms[room]?.present.map((one) => one.id).filter((one) => one !== participation) ?? [];
    const believed = ledger.accounts[id]?.picture ?? [];
    demand(same([...believed].sort(), [...others].sort()), () => `${id} believes in ${believed}, not in ${others}`);
  }
};

/** The rules of this file. */
export const presenceRules: readonly ServerRule[] = [
  inOneRoom,
  uniqueInRoom,
  noPlaceLeaks,
  closedRoomsForget,
  nothingWithoutResumption,
  pictureIsTrue,
];
