import type { RoomObjectId } from '../messages.js';
import { connectionsOf, lingers, returning } from '../room-object.js';
import type { RoomObject, Server } from '../state.js';
import { ownerOf } from './ledger.js';
import {
  type MachineEventName,
  type Outcome,
  pairName,
  type RoomObjectState,
  type TakenEvent,
  type Triple,
} from './triple.js';
import type { Transition } from './world.js';

function stateOf(roomObject: RoomObject | undefined): RoomObjectState {
  if (!roomObject) return 'nobody';
  const { departure, connection, switching } = roomObject;
  if (departure !== null) return 'departed';
  if (!switching) return connection === null ? 'lingering' : 'joined';
  const { phase } = switching;
  if (phase === 'fixed' && returning(roomObject).length > 0) return 'fixed, somebody waits';
  if (connection !== null) return phase;
  return lingers(roomObject) ? `${phase}, lost` : `${phase}, said goodbye`;
}

interface Met {
  readonly name: MachineEventName;
  /** Whom it concerns; nobody if there are none. */
  readonly roomObjects: readonly RoomObject[];
}

/** Whose token it is, or was. */
export type Owner = (token: string) => RoomObjectId | undefined;

/** Undefined for what happens behind the back of the server. */
function met({ server, event }: TakenEvent, owner: Owner): Met | undefined {
  switch (event.type) {
    case 'sever':
    case 'mend':
    case 'restart':
      return undefined;
    case 'join': {
      const known = Object.values(server.roomObjects).find(({ asked }) => asked.joinId === event.joinId);
      if (known) return { name: 'repeated join', roomObjects: [known] };
      const own = inRoom(server, event.room).filter(({ participant }) => participant === event.participant);
      return { name: 'join', roomObjects: own };
    }
    case 'resume':
      return { name: 'resume', roomObjects: some(server.roomObjects[owner(event.token) ?? '']) };
    case 'request': {
      const roomObject = concerned(server, event.connection);
      return {
        name: roomObject && event.request <= roomObject.lastRequest ? 'request again' : event.ask.kind,
        roomObjects: some(roomObject),
      };
    }
    case 'broken':
      return concerned(server, event.connection) ? undefined : { name: 'fault', roomObjects: [] };
    case 'lost': {
      // Of a connection that the server has closed because of a frame, this is the second half.
      const name = server.closed.includes(event.connection) ? 'fault' : 'lost';
      return { name, roomObjects: some(concerned(server, event.connection)) };
    }
    case 'ack':
    case 'fault':
    case 'goodbye':
      return { name: event.type, roomObjects: some(concerned(server, event.connection)) };
    case 'operate':
    case 'closing':
      return { name: event.type, roomObjects: inRoom(server, event.room) };
    default:
      return { name: event.type, roomObjects: some(server.roomObjects[event.roomObject]) };
  }
}

const concerned = ({ roomObjects }: Server, connection: string): RoomObject | undefined =>
  Object.values(roomObjects).find((one) => connectionsOf(one).includes(connection));

/** Those who are in a room, were in it last, or are on their way into it. */
const inRoom = ({ roomObjects }: Server, name: string): readonly RoomObject[] =>
  Object.values(roomObjects).filter(({ room, switching }) => room === name || switching?.room === name);

const some = (roomObject: RoomObject | undefined): readonly RoomObject[] => (roomObject ? [roomObject] : []);

/** The outcome: the state that it is in then, or else the answer to its connection, or to the connection that asked. */
function outcomeOf(
  { event, after, effects }: TakenEvent,
  roomObject: RoomObject | undefined,
  before: RoomObjectState,
): Outcome {
  const state = stateOf(roomObject && after.roomObjects[roomObject.id]);
  if (state !== before) return state;
  const to = 'connection' in event ? event.connection : roomObject?.connection;
  const answer = effects.find((one) => one.to === to);
  if (answer?.kind === 'send') return 'code' in answer.message ? answer.message.code : answer.message.kind;
  return answer ? 'closed' : 'nothing';
}

/** One for each room object that the event concerns. */
export function triplesOf(taken: TakenEvent, owner: Owner): Triple[] {
  const found = met(taken, owner);
  if (!found) return [];
  const roomObjects = found.roomObjects.length > 0 ? found.roomObjects : [undefined];
  return roomObjects.map((roomObject) => {
    const state = stateOf(roomObject);
    return { state, event: found.name, outcome: outcomeOf(taken, roomObject, state) };
  });
}

/** How often each outcome was met, by state and event. */
export type Counts = Map<string, Map<Outcome, number>>;

/** Counts what a transition has met. */
export function countMet(counts: Counts, { world, ...rest }: Transition): void {
  const { server, ledger } = world;
  const owner = (token: string) => ownerOf(ledger.accounts, token);
  for (const { state, event, outcome } of triplesOf({ server, ...rest }, owner)) {
    const pair = pairName(state, event);
    const outcomes = counts.get(pair) ?? new Map<Outcome, number>();
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    counts.set(pair, outcomes);
  }
}
