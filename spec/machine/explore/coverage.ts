/** Which events have met which states of a room object, and with what outcome. */
import type { Server, ServerEvent } from '../server.js';
import { connectionsOf, lingers, returning } from '../stream.js';
import type { Effect, Stream, StreamId } from '../types.js';
import { ownerOf } from './ledger.js';
import type { Transition } from './world.js';

export const states = [
  'nobody',
  'joined',
  'lingering',
  'reserved',
  'reserved, lost',
  'reserved, said goodbye',
  'fixed',
  'fixed, lost',
  'fixed, said goodbye',
  'fixed, somebody waits',
  'departed',
] as const;

export type State = (typeof states)[number];

export const events = [
  'join',
  'repeated join',
  'resume',
  'leave',
  'end',
  'sync',
  'unknown',
  'excess',
  'remove',
  'mode',
  'switch',
  'request again',
  'ack',
  'fault',
  'lost',
  'goodbye',
  'expired',
  'fixed',
  'committed',
  'failed',
  'operate',
  'closing',
] as const;

export type EventName = (typeof events)[number];

function stateOf(stream: Stream | undefined): State {
  if (!stream) return 'nobody';
  const { fate, connection, switching } = stream;
  if (fate !== null) return 'departed';
  if (!switching) return connection === null ? 'lingering' : 'joined';
  const { phase } = switching;
  if (phase === 'fixed' && returning(stream).length > 0) return 'fixed, somebody waits';
  if (connection !== null) return phase;
  return lingers(stream) ? `${phase}, lost` : `${phase}, said goodbye`;
}

interface Met {
  readonly name: EventName;
  /** Whom it concerns; nobody if there are none. */
  readonly streams: readonly Stream[];
}

/** One event, and what the machine made of it. */
export interface Taken {
  readonly server: Server;
  readonly event: ServerEvent;
  readonly after: Server;
  readonly effects: readonly Effect[];
}

/** Whose token it is, or was. */
export type Owner = (token: string) => StreamId | undefined;

/** Undefined for what happens behind the back of the server. */
function met({ server, event }: Taken, owner: Owner): Met | undefined {
  switch (event.type) {
    case 'sever':
    case 'mend':
    case 'restart':
      return undefined;
    case 'join': {
      const known = Object.values(server.streams).find(({ asked }) => asked.joinId === event.joinId);
      if (known) return { name: 'repeated join', streams: [known] };
      const own = inRoom(server, event.room).filter(({ participant }) => participant === event.participant);
      return { name: 'join', streams: own };
    }
    case 'resume':
      return { name: 'resume', streams: some(server.streams[owner(event.token) ?? '']) };
    case 'request': {
      const stream = concerned(server, event.connection);
      return {
        name: stream && event.request <= stream.lastRequest ? 'request again' : event.ask.kind,
        streams: some(stream),
      };
    }
    case 'broken':
      return concerned(server, event.connection) ? undefined : { name: 'fault', streams: [] };
    case 'lost': {
      // Of a connection that the server has closed because of a frame, this is the second half.
      const name = server.closed.includes(event.connection) ? 'fault' : 'lost';
      return { name, streams: some(concerned(server, event.connection)) };
    }
    case 'ack':
    case 'fault':
    case 'goodbye':
      return { name: event.type, streams: some(concerned(server, event.connection)) };
    case 'operate':
    case 'closing':
      return { name: event.type, streams: inRoom(server, event.room) };
    default:
      return { name: event.type, streams: some(server.streams[event.stream]) };
  }
}

const concerned = ({ streams }: Server, connection: string): Stream | undefined =>
  Object.values(streams).find((one) => connectionsOf(one).includes(connection));

/** Those who are in a room, were in it last, or are on their way into it. */
const inRoom = ({ streams }: Server, name: string): readonly Stream[] =>
  Object.values(streams).filter(({ room, switching }) => room === name || switching?.room === name);

const some = (stream: Stream | undefined): readonly Stream[] => (stream ? [stream] : []);

/** What became of it: the state that it is in then, or else what its connection, or whoever asked, was told. */
function outcome({ event, after, effects }: Taken, stream: Stream | undefined, before: State): string {
  const state = stateOf(stream && after.streams[stream.id]);
  if (state !== before) return state;
  const to = 'connection' in event ? event.connection : stream?.connection;
  const answer = effects.find((one) => one.to === to);
  if (answer?.kind === 'send') return 'code' in answer.message ? answer.message.code : answer.message.kind;
  return answer ? 'closed' : 'nothing';
}

/** A state of a room object, an event that has met it, and what became of it. */
export interface Triple {
  readonly state: State;
  readonly event: EventName;
  readonly outcome: string;
}

/** One for each room object that the event concerns. */
export function triplesOf(taken: Taken, owner: Owner): Triple[] {
  const found = met(taken, owner);
  if (!found) return [];
  const streams = found.streams.length > 0 ? found.streams : [undefined];
  return streams.map((stream) => {
    const state = stateOf(stream);
    return { state, event: found.name, outcome: outcome(taken, stream, state) };
  });
}

/** How often each outcome was met, by state and event. */
export class Coverage {
  readonly counts = new Map<string, Map<string, number>>();

  count({ world, ...rest }: Transition): void {
    const { server, ledger } = world;
    for (const { state, event, outcome } of triplesOf({ server, ...rest }, (token) =>
      ownerOf(ledger.accounts, token),
    )) {
      const pair = pairOf(state, event);
      const outcomes = this.counts.get(pair) ?? new Map<string, number>();
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      this.counts.set(pair, outcomes);
    }
  }
}

export const pairOf = (state: State, event: EventName): string => `${state} × ${event}`;
