/**
 * States that go on alike have the same key. Ids are canonical, being made of names and ordinals. What nothing depends
 * on is left out: the names of sessions, connections and tokens, the order of those present, what exactly is retained,
 * numbers but for their distance from the newest, and room objects that have departed, which are those that have joined
 * and are nowhere.
 */
import type { Event } from '../events.js';
import type { RoomObject, RoomState } from '../state.js';
import type { ExploredWorld } from './world.js';

/** The key of a point of the exploration. */
export function worldKey({ server, used }: ExploredWorld): string {
  const rooms = Object.keys(server.rooms)
    .sort()
    .map((name) => roomKey(name, server.rooms[name] as RoomState));
  const roomObjects = Object.values(server.roomObjects)
    .filter(({ departure }) => departure === null)
    .map(streamKey)
    .sort();
  const joined = Object.entries(used.joined)
    .map(([name, times]) => `${name}${times}`)
    .sort();
  return [...rooms, ...roomObjects, ...joined, used.requests, used.losses, used.returns].join(';');
}

function roomKey(name: string, { present, departed, reserved }: RoomState): string {
  const ids = present.map(({ id }) => id).sort();
  const kept = reserved.map(({ roomObject }) => roomObject).sort();
  return `${name}:${ids}:${[...departed].sort()}:${kept}`;
}

function streamKey(roomObject: RoomObject): string {
  const { id, room, participation, connection, sequence, retained, tokens, switching, lastRequest } = roomObject;
  const given = tokens.map((token) =>
    token.sequence === null ? '-' : token.sequence === 0 ? '0' : `${token.sequence - sequence}`,
  );
  const whole = retained[0]?.sequence === 1;
  const moving = switching && [
    switching.phase,
    switching.room,
    ...switching.held.map((one) => heldKey(one, roomObject)),
  ];
  return `${id}@${room}=${participation}${connection === null ? '-' : '+'}${retained.length}${whole}${given}${lastRequest > 0}${moving}`;
}

function heldKey(event: Event, { sequence, lastRequest, tokens }: RoomObject): string {
  if (event.type === 'request')
    return `${lastRequest > 0 ? event.request - lastRequest : ''}${event.ask.kind}${'target' in event.ask ? event.ask.target : ''}${'room' in event.ask ? event.ask.room : ''}`;
  if (event.type === 'resume')
    return `resume${tokens.findIndex(({ value }) => value === event.token)}${sequence - event.sequence}`;
  return event.type;
}
