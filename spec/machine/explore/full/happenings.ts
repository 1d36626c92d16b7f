/**
 * Everything that may happen to somebody and to one other, whether or not it changes anything. The other does only what
 * may reach the first: comes, leaves, ends, removes.
 */
import type { Ask, Event, FreshIds, RoomServiceCall } from '../../events.js';
import type { Role } from '../../messages.js';
import { enabled } from '../../server.js';
import type { RoomObject, Server } from '../../state.js';

/** Who is looked at, and who else there is: somebody else, or a second device of its own. */
export interface Company {
  readonly role: Role;
  readonly other: Role | 'a device of its own';
}

/** One point of the search. */
export interface PairWorld {
  readonly server: Server;
  /** How many events there have been: fresh ids are named by it. */
  readonly age: number;
}

const ROOMS = ['blue', 'green'] as const;
/** So many events may wait behind a switch: what one of them meets, another one would meet too. */
const HELD = 1;

/** What may happen next. */
export function happenings(company: Company, { server, age }: PairWorld): Event[] {
  const all = Object.values(server.roomObjects);
  const first = all.filter(({ participant }) => participant === 'first');
  const other = all.filter(({ participant }) => participant === 'other');
  return [
    ...joins(company, age, { first: first.length, other: other.length }),
    ...first.slice(0, 1).flatMap((roomObject) => ofFirst(server, roomObject, age)),
    ...first.slice(1).flatMap((roomObject) => ofSecond(roomObject, age)),
    ...other.flatMap((roomObject) => ofOther(roomObject, first)),
    ...enabled(server),
    ...ofNobody(age),
    ...calls(server),
  ];
}

const connectionOf = (age: number): string => `c${age}`;
const ids = (id: string, age: number): FreshIds => ({
  session: `s${age}`,
  participation: `${id}`,
  token: `${id}|${age}`,
});

function joins({ role, other }: Company, age: number, made: { first: number; other: number }): Event[] {
  const join = (participant: string, as: Role, room: string): Event & { type: 'join' } => ({
    type: 'join',
    connection: connectionOf(age),
    room,
    participant,
    role: as,
    access: 'granted',
    joinId: `j${age}`,
    ...ids(`p${age}`, age),
  });
  return [
    ...(other !== 'a device of its own' && made.other === 0 ? [join('other', other, 'blue')] : []),
    ...(made.first === 0 ? [join('first', role, 'blue')] : []),
    ...(made.first === 1 ? ROOMS.map((room) => join('first', role, room)) : []),
    ...ROOMS.map((room) => ({ ...join('first', role, room), access: 'unauthenticated' as const })),
  ];
}

function ofFirst(server: Server, roomObject: RoomObject, age: number): Event[] {
  const { connection, departure, switching } = roomObject;
  const back = comingBack(roomObject, age);
  if (departure !== null) return back;
  return [
    ...(connection === null ? [] : onConnection(server, roomObject, connection, age)),
    ...((switching?.held.length ?? 0) < HELD ? back : []),
  ];
}

/** With its newest token, with what it has or what it cannot have, too late, and by its Join once more. */
function comingBack(roomObject: RoomObject, age: number): Event[] {
  const { id, tokens, sequence, asked, participant, role } = roomObject;
  const connection = connectionOf(age);
  const fresh = `${id}|${age}`;
  const token = tokens.at(-1)?.value;
  if (token === undefined) return [];
  const resume: Event & { type: 'resume' } = { type: 'resume', connection, token, sequence, fresh };
  return [
    resume,
    { ...resume, sequence: sequence + 1 },
    { ...resume, late: true },
    {
      type: 'join',
      connection,
      room: asked.room,
      participant,
      role,
      access: 'granted',
      joinId: asked.joinId,
      ...ids(`p${age}`, age),
      token: fresh,
    },
  ];
}

function onConnection(server: Server, roomObject: RoomObject, connection: string, age: number): Event[] {
  const { lastRequest, sequence, switching, tokens } = roomObject;
  const over: Event[] = [
    { type: 'lost', connection },
    { type: 'goodbye', connection },
    { type: 'fault', connection, fault: 'undecodable' },
    { type: 'ack', connection, ack: sequence },
  ];
  // Without resumption no request is ever one that was taken up before.
  const again: Event[] =
    tokens.length > 0 ? [{ type: 'request', connection, request: lastRequest, ack: 0, ask: { kind: 'sync' } }] : [];
  if ((switching?.held.length ?? 0) >= HELD) return [...over, ...again];
  const request = lastRequest + 1 + (switching?.held.length ?? 0);
  const asks = asksOf(server, roomObject, age).map(
    (ask): Event => ({ type: 'request', connection, request, ack: 0, ask }),
  );
  return [...over, ...again, ...asks];
}

function asksOf({ rooms }: Server, roomObject: RoomObject, age: number): Ask[] {
  const { room, id } = roomObject;
  const known = rooms[room];
  const made: FreshIds = { session: `s${age}`, participation: `p${age}`, token: `${id}|${age}` };
  const targets = [...(known?.present.map((one) => one.id) ?? []), ...(known?.departed ?? []), 'nobody'];
  const elsewhere = ROOMS.filter((name) => name !== room);
  return [
    ...(['leave', 'end', 'sync', 'unknown'] as const).map((kind) => ({ kind })),
    ...targets.map((target): Ask => ({ kind: 'remove', target })),
    ...[true, false].map((viewer): Ask => ({ kind: 'mode', viewer })),
    ...[room, ...elsewhere].map((to): Ask => ({ kind: 'switch', room: to, access: 'granted', ...made })),
    { kind: 'switch', room: elsewhere[0] ?? '', access: 'permission_denied', ...made },
  ];
}

/** What a second device does is what the first has done: only where it is, and how, makes a difference. */
function ofSecond(roomObject: RoomObject, age: number): Event[] {
  const { id, connection, departure, tokens, sequence } = roomObject;
  const token = tokens.at(-1)?.value;
  if (departure !== null) return [];
  if (connection !== null) return [{ type: 'lost', connection }];
  if (token === undefined) return [];
  return [{ type: 'resume', connection: connectionOf(age), token, sequence, fresh: `${id}|${age}` }];
}

/** The other may also come after the first into its room, so that a switch meets somebody. */
function ofOther({ connection, lastRequest }: RoomObject, first: readonly RoomObject[]): Event[] {
  if (connection === null) return [];
  const targets = first.filter(({ departure }) => departure === null).map(({ participation }) => participation);
  const asks: Ask[] = [
    { kind: 'leave' },
    { kind: 'end' },
    ...targets.map((target): Ask => ({ kind: 'remove', target })),
  ];
  return asks.map((ask) => ({ type: 'request', connection, request: lastRequest + 1, ack: 0, ask }));
}

const ofNobody = (age: number): Event[] => {
  const connection = connectionOf(age);
  return [
    { type: 'resume', connection, token: 'nobody', sequence: 0, fresh: 'none' },
    { type: 'fault', connection, fault: 'request-first' },
  ];
};

const methods: readonly RoomServiceCall[] = ['endMeeting', 'closeRoom', 'removeParticipant', 'stopMediaRelay'];

function calls({ rooms }: Server): Event[] {
  return ROOMS.flatMap((room) => {
    const known = rooms[room];
    const present = known?.present.map(({ id }) => id) ?? [];
    const call = { type: 'operate', connection: 'call', room, session: '', targets: [], access: 'granted' } as const;
    const targets = [...present, ...(known?.departed ?? []), 'nobody'];
    return methods.flatMap((method): Event[] => [
      ...targets.map((target) => ({ ...call, call: method, targets: [target] })),
      ...targets.map((target) => ({ ...call, call: method, targets: [target], session: 'another' })),
      ...targets.map((target) => ({ ...call, call: method, targets: [target], access: 'unauthenticated' as const })),
    ]);
  });
}
