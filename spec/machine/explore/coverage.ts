/** Which events have met which states of a room object, and with what outcome. */
import type { Server } from '../server.js';
import { connectionsOf, lingers, returning } from '../stream.js';
import type { Stream } from '../types.js';
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

function met({ world, event }: Transition): Met {
  const { server, ledger } = world;
  switch (event.type) {
    case 'sever':
      throw new Error('a connection is severed behind the back of the server');
    case 'join': {
      const known = server.streams[event.joinId];
      if (known) return { name: 'repeated join', streams: [known] };
      const own = inRoom(server, event.room).filter(({ participant }) => participant === event.participant);
      return { name: 'join', streams: own };
    }
    case 'resume':
      return { name: 'resume', streams: some(server.streams[ownerOf(ledger.accounts, event.token) ?? '']) };
    case 'request': {
      const stream = concerned(server, event.connection);
      return {
        name: stream && event.request <= stream.lastRequest ? 'request again' : event.ask.kind,
        streams: some(stream),
      };
    }
    case 'ack':
    case 'fault':
    case 'lost':
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
function outcome({ event, after, effects }: Transition, stream: Stream | undefined, before: State): string {
  const state = stateOf(stream && after.streams[stream.id]);
  if (state !== before) return state;
  const to = 'connection' in event ? event.connection : stream?.connection;
  const answer = effects.find((one) => one.to === to);
  if (answer?.kind === 'send') return 'code' in answer.message ? answer.message.code : answer.message.kind;
  return answer ? 'closed' : 'nothing';
}

/** How often each outcome was met, by state and event. */
export class Coverage {
  readonly counts = new Map<string, Map<string, number>>();

  count(transition: Transition): void {
    const { name, streams } = met(transition);
    for (const stream of streams.length > 0 ? streams : [undefined]) {
      const state = stateOf(stream);
      const pair = pairOf(state, name);
      const outcomes = this.counts.get(pair) ?? new Map<string, number>();
      const what = outcome(transition, stream, state);
      outcomes.set(what, (outcomes.get(what) ?? 0) + 1);
      this.counts.set(pair, outcomes);
    }
  }
}

export const pairOf = (state: State, event: EventName): string => `${state} × ${event}`;
