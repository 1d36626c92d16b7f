// What anybody may ask of a server, or do to it, in a small meeting: a host and an attendee who may come twice, a room, and another one to
// switch to.

import { heldBy, stateOf } from './state.mjs';

export const HERE = 'blue';
const THERE = 'green';
const HOST = 'ann';
const GUEST = 'bob';
const ROLES = { [HOST]: 'host', [GUEST]: 'attendee' };
/** How often the attendee joins: the second time shows what becomes of a duplicate, and does nothing more. */
const MOST_JOINS = 2;
const ASKERS = [`${HOST}#1`, `${GUEST}#1`];

const made = (id) => ({ session: `s-${id}`, participation: id, token: `t-${id}` });
/** What a connection brings whose first message is neither a Join nor a Resume. */
const STRANGERS = ['request-first'];
const GRANTED = 'granted';
const REFUSED = ['unauthenticated', 'permission_denied', 'invalid_argument', 'resource_exhausted'];

/** Everything that anybody may ask for. */
export function asked(world) {
  const roomObjects = Object.values(world.server.roomObjects).filter(({ id }) => ASKERS.includes(id));
  const guests = roomObjects.filter(({ participant }) => participant === GUEST);
  const connection = `c${world.connections}`;
  return [
    ...[HOST, GUEST].flatMap((name) => joinsOf(name, world, connection)),
    ...guests.filter(({ tokens }) => tokens.length > 0).flatMap((one) => returnsOf(one, connection)),
    { type: 'resume', connection, token: 'nobody', sequence: 0, fresh: 'none' },
    { type: 'resume', connection, token: 'nobody', sequence: 0, fresh: 'none', excess: true },
    ...roomObjects.filter((one) => one.connection !== null).flatMap((one) => requestsOf(one, world.server)),
    ...callsOf(world.server),
    ...STRANGERS.map((fault) => ({ type: 'fault', connection, fault })),
  ];
}

// The host comes first, so that there is one.
function joinsOf(name, { joined, server }, connection) {
  const ordinal = (joined[name] ?? 0) + 1;
  if (ordinal > (name === HOST ? 1 : MOST_JOINS) || (name !== HOST && !(HOST in joined))) return [];
  if (ordinal > 1 && stateOf(server.roomObjects[`${name}#1`]) === 'departed') return [];
  const id = `${name}#${ordinal}`;
  const join = { type: 'join', connection, participant: name, role: ROLES[name], joinId: id, ...made(id) };
  // The second time somewhere else as well: one who moves there finds itself.
  const rooms = ordinal === 1 ? [HERE] : [HERE, THERE];
  return [
    ...rooms.map((room) => ({ ...join, room, access: GRANTED })),
    ...REFUSED.map((access) => ({ ...join, room: HERE, access })),
  ];
}

function returnsOf({ id, asked: { room, joinId }, participant, role, tokens, sequence }, connection) {
  const again = { type: 'join', connection, room, joinId, participant, role, ...made(`${id}!`) };
  const resume = { type: 'resume', connection, token: tokens.at(-1).value, fresh: `t${connection}` };
  return [
    ...[GRANTED, ...REFUSED].map((access) => ({ ...again, access })),
    { ...resume, sequence },
    { ...resume, sequence: sequence - 1 },
    // More than was ever sent.
    { ...resume, sequence: sequence + 1 },
    { ...resume, sequence, late: true },
    { ...resume, sequence, excess: true },
  ];
}

function requestsOf(one, { rooms }) {
  const { connection, participation, lastRequest, sequence } = one;
  const room = rooms[one.room];
  const others = [...(room?.present ?? []).map(({ id }) => id), ...(room?.departed ?? []), 'nobody'];
  // Who has moved once has shown what a switch does.
  const places = one.participant === HOST || participation.endsWith('+') ? [] : [HERE, THERE, ''];
  const asks = [
    ...['leave', 'end', 'sync', 'unknown', 'excess'].map((kind) => ({ kind })),
    ...others.map((target) => ({ kind: 'remove', target })),
    ...[true, false].map((viewer) => ({ kind: 'mode', viewer })),
    ...places.map((to) => switchTo(one, to, GRANTED)),
    ...(places.length > 0 ? REFUSED.map((access) => switchTo(one, THERE, access)) : []),
  ];
  const request = lastRequest + heldBy(one) + 1;
  const common = { type: 'request', connection, ack: 0 };
  return [
    ...asks.map((ask) => ({ ...common, request, ask })),
    ...(lastRequest > 0 ? [{ ...common, request: lastRequest, ask: { kind: 'sync' } }] : []),
    { type: 'ack', connection, ack: sequence },
    { type: 'fault', connection, fault: 'join-again' },
  ];
}

const switchTo = ({ id }, room, access) => ({ kind: 'switch', room, access, ...made(`${id}+`) });

/** The operator's calls, and whether they name participations. */
const CALLS = { endMeeting: false, closeRoom: false, removeParticipant: true, stopMediaRelay: true };

function callsOf({ rooms }) {
  const room = rooms[HERE];
  const named = [...(room?.present ?? []).map(({ id }) => id), ...(room?.departed ?? []), 'nobody'];
  return Object.entries(CALLS).flatMap(([call, names]) => {
    const right = { type: 'operate', connection: 'call', call, room: HERE, session: '', targets: [], access: GRANTED };
    const calls = names ? named.map((one) => ({ ...right, targets: [one] })) : [right];
    return [...calls, { ...right, session: 'another' }, { ...right, access: 'unauthenticated' }];
  });
}

/** What nobody asks for: losses, closes, broken frames, and what the server does by itself. Of the host nothing is seen but what it asks. */
export const troubles = ({ server }) => [
  { type: 'closing', room: HERE },
  ...Object.values(server.roomObjects)
    .filter(({ participant }) => participant !== HOST)
    .flatMap(({ id, connection }) => [
      { type: 'failed', roomObject: id },
      ...(connection === null ? [] : OVER_A_CONNECTION.map((event) => ({ ...event, connection }))),
    ]),
];

const OVER_A_CONNECTION = [
  { type: 'lost' },
  { type: 'goodbye' },
  ...['wrong-type', 'undecodable', 'oversize'].map((fault) => ({ type: 'fault', fault })),
];
