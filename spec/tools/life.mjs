// The life of a client's room object, as the server sees it: every way from one of its states to another, found by exploring the
// machine. A bounded world is enough: a host, an attendee who may come twice, a room, and another one to switch to. To the attendee
// everything may happen; the host is there to do something to it.

import { heldBy, STATES, stateOf } from './answers/state.mjs';

export { STATES };

const HOST = 'ann';
/** Who switches: one is enough. */
const TRAVELLER = 'bob#1';
const PEOPLE = [
  { name: HOST, role: 'host', joins: 1 },
  { name: 'bob', role: 'attendee', joins: 2 },
];
const HERE = 'blue';
const THERE = 'green';
/** How much may wait behind a switch. */
const MOST_HELD = 1;

/** The servers that are explored: what one of them does alone is marked so. */
const SERVERS = [true, false].flatMap((resume) => [true, false].map((replace) => ({ resume, replace })));

const configOf = (machine, { resume, replace }) =>
  machine.configOf({ replace, switch: true, viewer: true, relay: true, resumeWindowMs: resume ? 5_000 : 0 });

/**
 * Every way there is: `from`, `event`, `to`, the reason `codes` that departures on it have, what the client is `told`, and the servers
 * that go it alone (`only`).
 */
export function exploreLife(machine) {
  const ways = new Map();
  for (const server of SERVERS)
    walk(machine, configOf(machine, server), (way) => {
      const id = `${way.from}/${way.event}/${way.to}`;
      const known = ways.get(id) ?? { ...way, codes: new Set(), told: new Set(), servers: new Set() };
      ways.set(id, known);
      if (way.code !== undefined) known.codes.add(way.code);
      if (way.told !== '') known.told.add(way.told);
      known.servers.add(server);
    });
  return [...ways.values()].map(({ from, event, to, codes, told, servers }) => ({
    from,
    event,
    to,
    codes: [...codes].sort(),
    told: [...told].sort(),
    only: onlyOf([...servers]),
  }));
}

const onlyOf = (servers) =>
  ['resume', 'replace'].flatMap((feature) => {
    const having = servers.filter((server) => server[feature]).length;
    if (having === servers.length) return [`with \`${feature}\``];
    return having === 0 ? [`without \`${feature}\``] : [];
  });

/** Visits every transition of every state that can be reached. */
const walk = ({ idle, step, enabled, search }, config, visit) =>
  search({
    start: { server: idle, joined: {}, connections: 0 },
    key: keyOf,
    successors: (world) =>
      happenings(world, enabled).map((event) => {
        const [after, effects] = step(config, world.server, event);
        for (const way of waysOf(world.server, event, after, effects)) visit(way);
        if (after === world.server || holdsTooMuch(after)) return { event, next: undefined };
        const joined = counted(world, event, after);
        return { event, next: { server: after, joined, connections: world.connections + 1 } };
      }),
  });

const holdsTooMuch = ({ roomObjects }) =>
  Object.values(roomObjects).some((roomObject) => heldBy(roomObject) > MOST_HELD);

const counted = ({ joined, server }, event, after) => {
  const came =
    event.type === 'join' && event.participation in after.roomObjects && !(event.participation in server.roomObjects);
  return came ? { ...joined, [event.participant]: ordinal(joined, event.participant) } : joined;
};
const ordinal = (joined, name) => (joined[name] ?? 0) + 1;

// States that go on alike have the same key: numbers, tokens, orders, and how somebody has departed make no difference.
function keyOf({ server, joined }) {
  const roomObjects = Object.values(server.roomObjects).map((roomObject) => {
    const { id, room, participation, switching, connection, departure } = roomObject;
    if (departure !== null) return id;
    const held = switching?.held.map((one) => one.ask?.kind ?? one.type);
    return [id, room, participation, stateOf(roomObject), connection === null, held].join();
  });
  const rooms = Object.entries(server.rooms).map(([name, { present, reserved }]) =>
    [name, present.map(({ id }) => id).sort(), reserved.map(({ roomObject }) => roomObject)].join('/'),
  );
  return [...roomObjects.sort(), ...rooms.sort(), ...Object.entries(joined).sort()].join(';');
}

function happenings(world, enabled) {
  const { server } = world;
  const roomObjects = Object.values(server.roomObjects);
  const live = roomObjects.filter((roomObject) => roomObject.departure === null);
  const others = roomObjects.filter(({ participant }) => participant !== HOST);
  const present = server.rooms[HERE]?.present.map(({ id }) => id) ?? [];
  return [
    ...PEOPLE.flatMap((person) => joinsOf(person, world)),
    ...others.flatMap((roomObject) => returnsOf(roomObject, world)),
    { type: 'resume', connection: `c${world.connections}`, token: 'nobody', sequence: 0, fresh: 'none' },
    ...live.flatMap((roomObject) => asksOf(roomObject, present)),
    ...live.filter((roomObject) => others.includes(roomObject)).flatMap(endsOf),
    ...enabled(server),
    ...callsOf(present),
    { type: 'closing', room: HERE },
  ];
}

const made = (id) => ({ session: `s-${id}`, participation: id, token: `t-${id}` });

// The host comes first. Once somebody has departed, all that a second stay could show has been seen.
function joinsOf({ name, role, joins }, { joined, connections, server }) {
  if (name !== HOST && !joined[HOST]) return [];
  const first = joined[name] ? server.roomObjects[`${name}#1`] : null;
  if (ordinal(joined, name) > joins || (first !== null && stateOf(first) === 'departed')) return [];
  const id = `${name}#${ordinal(joined, name)}`;
  const join = { type: 'join', connection: `c${connections}`, room: HERE, participant: name, role, joinId: id };
  return ['granted', 'unauthenticated'].map((access) => ({ ...join, access, ...made(id) }));
}

function returnsOf(roomObject, { connections }) {
  const { id, asked, participant, role, tokens, sequence } = roomObject;
  if (tokens.length === 0 || heldBy(roomObject) >= MOST_HELD) return [];
  const connection = `c${connections}`;
  const again = { type: 'join', connection, ...asked, participant, role, access: 'granted', ...made(`${id}!`) };
  const resume = { type: 'resume', connection, token: tokens.at(-1).value, sequence, fresh: `t${connections}` };
  return [again, resume];
}

function asksOf(roomObject, present) {
  const { id, connection, participation, lastRequest } = roomObject;
  if (connection === null || heldBy(roomObject) >= MOST_HELD) return [];
  const stays = id !== TRAVELLER || participation !== id;
  const there = { kind: 'switch', access: 'granted', ...made(`${id}+`) };
  const asks = [
    ...['leave', 'end', 'sync', 'unknown'].map((kind) => ({ kind })),
    ...[...present, 'nobody'].map((target) => ({ kind: 'remove', target })),
    ...[true, false].map((viewer) => ({ kind: 'mode', viewer })),
    ...(stays ? [] : [HERE, THERE].map((room) => ({ ...there, room }))),
  ];
  const request = lastRequest + heldBy(roomObject) + 1;
  return asks.map((ask) => ({ type: 'request', connection, request, ack: 0, ask }));
}

function endsOf({ id, connection }) {
  const failed = { type: 'failed', roomObject: id };
  if (connection === null) return [failed];
  return [
    failed,
    { type: 'lost', connection },
    { type: 'goodbye', connection },
    { type: 'fault', connection, fault: 'undecodable' },
  ];
}

const callsOf = (present) =>
  ['endMeeting', 'closeRoom', 'removeParticipant', 'stopMediaRelay'].flatMap((call) => {
    const named = call === 'removeParticipant' || call === 'stopMediaRelay' ? present.map((one) => [one]) : [[]];
    const common = { type: 'operate', connection: 'call', call, room: HERE, session: '', access: 'granted' };
    return named.map((targets) => ({ ...common, targets }));
  });

/** What an event does to each room object that it concerns. */
function waysOf(before, event, after, effects) {
  const own = ownerOf(before, event) ?? ownerOf(after, event);
  const ids = new Set([...Object.keys(before.roomObjects), ...Object.keys(after.roomObjects)]);
  const ways = [...ids].flatMap((id) => {
    const from = id in before.roomObjects ? stateOf(before.roomObjects[id]) : 'unbound';
    const to = stateOf(after.roomObjects[id]);
    if (id !== own && from === to) return [];
    const code = to === from ? undefined : codeOf(before.roomObjects[id], after.roomObjects[id], effects);
    const carrier =
      id === own ? (event.connection ?? before.roomObjects[id]?.connection) : before.roomObjects[id]?.connection;
    return [{ from, event: labelOf(event, before, id === own), to, code, told: toldTo(carrier, effects) }];
  });
  if (own !== undefined || event.type === 'operate' || event.type === 'closing') return ways;
  return [...ways, refusal(event, effects)];
}

// Nobody has come in, or come back: the connection is as it was.
const refusal = (event, effects) => ({
  from: 'unbound',
  event: OCCURRENCES[event.type],
  to: 'unbound',
  code: undefined,
  told: toldTo(event.connection, effects),
});

/** Whose room object the event is about: its connection, token, Join or timer it is. */
function ownerOf({ roomObjects }, event) {
  if ('roomObject' in event) return event.roomObject;
  const mine = Object.values(roomObjects).find((roomObject) => {
    if (event.type === 'join') return roomObject.asked.joinId === event.joinId || roomObject.id === event.participation;
    if (event.type === 'resume') return roomObject.tokens.some(({ value }) => value === event.token);
    return roomObject.connection === event.connection;
  });
  return mine?.id;
}

const REQUESTS = {
  leave: 'Leave',
  end: 'End',
  remove: 'Remove',
  mode: 'ChangeMode',
  switch: 'SwitchRoom',
  sync: 'Sync',
  unknown: 'a request of an unknown kind',
};
const CALLS = {
  removeParticipant: 'RemoveParticipant',
  stopMediaRelay: 'StopMediaRelay',
  endMeeting: 'EndMeeting',
  closeRoom: 'CloseRoom',
};
const OCCURRENCES = {
  join: 'Join',
  again: 'Join, repeated',
  resume: 'Resume',
  goodbye: 'a close with 4101',
  lost: 'its connection is lost',
  fault: 'a frame that breaks a rule',
  expired: 'the resume window ends',
  fixed: 'the old room lets it go',
  committed: 'the new room lets it in',
  failed: 'a fault of the server',
  closing: 'the server closes the room',
};
/** What somebody else does to it. */
const OTHERS = {
  end: "another's End",
  remove: "another's Remove",
  join: 'a newer Join of its participant',
  committed: 'a SwitchRoom of its participant into the room',
};

/** Everything that may happen, in the order in which it is told. */
export const EVENTS = [OCCURRENCES, REQUESTS, OTHERS, CALLS].flatMap((words) => Object.values(words));

function labelOf(event, before, isOwn) {
  if (event.type === 'operate') return CALLS[event.call];
  const what = event.type === 'request' ? event.ask.kind : event.type;
  if (!isOwn && what in OTHERS) return OTHERS[what];
  return isAgain(event, before) ? OCCURRENCES.again : (REQUESTS[what] ?? OCCURRENCES[what]);
}

const isAgain = ({ type, joinId }, { roomObjects }) =>
  type === 'join' && Object.values(roomObjects).some(({ asked }) => asked.joinId === joinId);

/** The reason of the departure in a transition: what its leaver was told, or what the others were. */
function codeOf(before, after, effects) {
  const gone = after === undefined || after.departure !== null || after.switching?.phase === 'fixed';
  if (!gone) return undefined;
  if (after?.departure) return after.departure.reason;
  const messages = effects.map(({ message }) => message);
  const left = messages.find((one) => one?.kind === 'participantLeft' && one.participation === before?.participation);
  const told = effects.find(({ to, message }) => to === before?.connection && message?.kind === 'roomLeft');
  return (left ?? told?.message)?.reason;
}

const NAMES = { joined: 'Joined', resumed: 'Resumed', accepted: 'Accepted', roomLeft: 'RoomLeft' };

/** The first answer that goes out on a connection, and the RoomLeft behind it. */
function toldTo(connection, effects) {
  if (connection === undefined || connection === null) return '';
  const messages = effects.flatMap((one) => (one.to === connection && one.kind === 'send' ? [one.message] : []));
  const words = messages.flatMap((one) => {
    if (one.kind === 'rejected') return [`Rejected ${one.code.toUpperCase()}`];
    return NAMES[one.kind] ?? [];
  });
  const [first = '', ...others] = words;
  return others.includes(NAMES.roomLeft) ? `${first}, ${NAMES.roomLeft}` : first;
}
