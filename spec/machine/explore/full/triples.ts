/** Which triples of the whole machine one event meets: of whom it is about, and of everybody else whom it reaches. */
import type { Ask, Event, RoomServiceCall } from '../../events.js';
import { connectionsOf } from '../../room-object.js';
import type { RoomObject, Server } from '../../state.js';
import type { TakenEvent } from '../triple.js';
import type { FullEvent, FullOutcome, FullTriple } from './names.js';
import { baseState, fullState, roomFound, type TokenOwner } from './states.js';

/** Whom an event is about, in one word. */
interface Concern {
  readonly event: FullEvent;
  readonly state: string;
  /** Nobody if it is about a connection alone, or about a room. */
  readonly roomObject?: RoomObject;
}

/** One for each room object that the event is about, and one for each that hears of it or departs by it. */
export function fullTriplesOf(taken: TakenEvent, owner: TokenOwner): FullTriple[] {
  const own = concerns(taken, owner);
  const triples = own.map(({ event, state, roomObject }) => ({
    state,
    event,
    outcome: outcomeOf(taken, roomObject, true),
  }));
  const about = new Set(own.map(({ roomObject }) => roomObject?.id));
  for (const id in taken.server.roomObjects) {
    const roomObject = taken.server.roomObjects[id] as RoomObject;
    if (about.has(id) || roomObject.departure !== null || taken.after.roomObjects[id] === roomObject) continue;
    const event = reaching(taken, roomObject);
    if (event)
      triples.push({ state: fullState(taken.server, roomObject), event, outcome: outcomeOf(taken, roomObject, false) });
  }
  return triples;
}

const asked: Readonly<Record<Ask['kind'], FullEvent>> = {
  leave: 'Leave',
  end: 'End',
  sync: 'Sync',
  unknown: 'unknown request',
  excess: 'excess',
  remove: 'Remove',
  mode: 'ChangeMode',
  switch: 'SwitchRoom',
};

const ofOne = {
  expired: 'expiry',
  fixed: 'switch fixed',
  committed: 'switch committed',
  failed: 'failure',
  goodbye: 'goodbye',
  ack: 'Ack',
  fault: 'malformed frame',
} as const;

/** Nothing for what happens behind the back of the server. */
function concerns({ server, event }: TakenEvent, owner: TokenOwner): Concern[] {
  const one = (name: FullEvent, roomObject: RoomObject | undefined): Concern[] =>
    roomObject ? [{ event: name, state: fullState(server, roomObject), roomObject }] : [];
  switch (event.type) {
    case 'sever':
    case 'mend':
    case 'restart':
      return [];
    case 'join':
      return joining(server, event, one);
    case 'resume': {
      const found = one('Resume', server.roomObjects[owner(event.token) ?? '']);
      return found.length > 0 ? found : [{ event: 'Resume', state: 'nobody' }];
    }
    case 'request': {
      const roomObject = carriedBy(server, event.connection);
      const again = roomObject && event.request <= roomObject.lastRequest;
      return one(again ? 'request again' : asked[event.ask.kind], roomObject);
    }
    case 'broken':
      return carriedBy(server, event.connection) ? [] : [{ event: 'malformed frame', state: 'nobody' }];
    case 'lost':
      // Of a connection that the server has closed because of a frame, this is the second half.
      return one(
        server.closed.includes(event.connection) ? 'malformed frame' : 'loss',
        carriedBy(server, event.connection),
      );
    case 'ack':
    case 'goodbye':
      return one(ofOne[event.type], carriedBy(server, event.connection));
    case 'fault': {
      const found = one(ofOne[event.type], carriedBy(server, event.connection));
      return found.length > 0 ? found : [{ event: ofOne[event.type], state: 'nobody' }];
    }
    case 'operate':
      return operated(server, event, one);
    case 'closing':
      return presentIn(server, event.room).flatMap((roomObject) => one('closing by the server', roomObject));
    default:
      return one(ofOne[event.type], server.roomObjects[event.roomObject]);
  }
}

type One = (name: FullEvent, roomObject: RoomObject | undefined) => Concern[];

/** A Join is about whatever its participant is, or was, in the room. */
function joining(server: Server, { joinId, room, participant }: Event & { type: 'join' }, one: One): Concern[] {
  const all = Object.values(server.roomObjects);
  const known = joinId === '' ? undefined : all.find(({ asked }) => asked.joinId === joinId);
  if (known) return one('repeated Join', known);
  const own = all.filter((roomObject) => roomObject.participant === participant && isIn(roomObject, room));
  const found = own.flatMap((roomObject) => one('Join', roomObject));
  return found.length > 0 ? found : [{ event: 'Join', state: roomFound(server, room) }];
}

const calls = {
  endMeeting: 'EndMeeting',
  closeRoom: 'CloseRoom',
  removeParticipant: 'RemoveParticipant',
  stopMediaRelay: 'StopMediaRelay',
} as const satisfies Readonly<Record<RoomServiceCall, string>>;

/** A call is about everybody in the room, and about those who have departed where it names them. */
function operated(server: Server, { call, room, targets }: Event & { type: 'operate' }, one: One): Concern[] {
  const names = call === 'removeParticipant' || call === 'stopMediaRelay';
  const ofName = (roomObject: RoomObject) => targets.includes(roomObject.participation);
  const all = Object.values(server.roomObjects).filter((roomObject) => roomObject.room === room);
  const found = all.flatMap((roomObject) => {
    if (names && ofName(roomObject)) return one(`operator: ${calls[call]}`, roomObject);
    if (roomObject.departure !== null) return [];
    return names ? one(`operator: ${calls[call]} of another`, roomObject) : one(`operator: ${calls[call]}`, roomObject);
  });
  return found.length > 0 ? found : [{ event: `operator: ${calls[call]}`, state: roomFound(server, room) }];
}

const isIn = ({ room, switching }: RoomObject, name: string): boolean => room === name || switching?.room === name;

const presentIn = ({ roomObjects }: Server, room: string): RoomObject[] =>
  Object.values(roomObjects).filter((one) => one.room === room && one.departure === null);

const carriedBy = ({ roomObjects }: Server, connection: string): RoomObject | undefined =>
  Object.values(roomObjects).find((one) => connectionsOf(one).includes(connection));

/** What an event is to somebody whom it reaches without being about it. */
function reaching({ event, after }: TakenEvent, { id, sequence }: RoomObject): FullEvent | undefined {
  const then = after.roomObjects[id];
  // A server without resumption forgets who has departed.
  if (!then || then.departure !== null) {
    if (event.type !== 'request') return event.type === 'committed' ? 'replacement by a switch' : undefined;
    return event.ask.kind === 'end' ? 'End by another' : 'Remove by another';
  }
  if (then.sequence === sequence) return undefined;
  const isArrival = event.type === 'join' || event.type === 'committed';
  return isArrival ? 'arrival of another' : 'departure of another';
}

/** The state that it is in then, or else the answer to who asked, or what its own connection is told. */
function outcomeOf(
  { event, after, effects }: TakenEvent,
  roomObject: RoomObject | undefined,
  isOwn: boolean,
): FullOutcome {
  const then = roomObject && after.roomObjects[roomObject.id];
  // A server without resumption forgets it.
  if (roomObject && !then) return 'departed';
  if (roomObject && then && baseState(then) !== baseState(roomObject)) return baseState(then);
  const to = isOwn && 'connection' in event ? event.connection : roomObject?.connection;
  const answer = effects.find((one) => one.to === to);
  if (answer?.kind === 'send') return 'code' in answer.message ? answer.message.code : answer.message.kind;
  if (answer) return 'closed';
  return 'nothing';
}
