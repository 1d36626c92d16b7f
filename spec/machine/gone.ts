/** Connections that are lost or closed, and windows that end. */
import type { Reactor } from './react.js';
import { mayReturn } from './resume.js';
import { lingers, resumable } from './stream.js';
import type { Clauses, ConnectionId, Effect, Event, Fault, Stream } from './types.js';

type Goodbye = Event & { type: 'goodbye' };
type Gone = Goodbye | (Event & { type: 'lost' });

export function lose(server: Reactor, event: Event & { type: 'lost' }): void {
  const stream = server.carried(event.connection);
  if (stream) cutOff(server, stream, 'connection.lost');
  else stopWaiting(server, event);
}

/** Clause `connection.goodbye`. */
export function goodbye(server: Reactor, event: Goodbye): void {
  const stream = server.carried(event.connection);
  if (!stream) {
    stopWaiting(server, event);
    return;
  }
  const severed = { ...stream, connection: null };
  server.keep(severed);
  sayGoodbye(server, severed, event);
}

export function sayGoodbye(server: Reactor, stream: Stream, event: Goodbye): void {
  if (stream.switching) server.hold(stream, event);
  else server.depart(stream, 'goodbye', 'connection.goodbye');
}

export function fault(server: Reactor, { connection, fault }: Event & { type: 'fault' }): void {
  server.send(closeOver(connection, fault));
  const stream = server.carried(connection);
  if (stream) cutOff(server, stream, 'frame.contained');
  else stopWaiting(server, { type: 'lost', connection });
}

/** How a server closes a connection because of a frame. */
export function closeOver(to: ConnectionId, fault: Fault): Effect {
  const [code, clauses] = faults[fault];
  return { kind: 'close', to, code, clauses };
}

/** Without resumption the loss is the departure, but for somebody who is between two rooms. */
function cutOff(server: Reactor, stream: Stream, cause: Clauses[0]): void {
  const severed = { ...stream, connection: null };
  server.keep(severed);
  if (!resumable(server.config) && severed.switching?.phase !== 'fixed') server.depart(severed, 'lost', cause);
}

/** The resume window is over. */
export function expire(server: Reactor, stream: Stream): void {
  if (lingers(stream)) server.depart(stream, 'lost', 'connection.lost');
}

/** A connection is gone on which somebody was coming back in the middle of a switch; with a 4101 it is as if it had been back. */
function stopWaiting(server: Reactor, event: Gone): void {
  const stream = server.awaited(event.connection);
  if (!stream?.switching) return;
  const held = stream.switching.held.flatMap((one): Event[] => {
    if ((one.type !== 'resume' && one.type !== 'join') || one.connection !== event.connection) return [one];
    return event.type === 'goodbye' && mayReturn(stream, one) ? [event] : [];
  });
  server.keep({ ...stream, switching: { ...stream.switching, held } });
}

const faults: Record<Fault, readonly [number, Clauses]> = {
  'wrong-type': [1003, ['frame.wrong-type']],
  undecodable: [1007, ['frame.undecodable']],
  oversize: [1009, ['frame.oversize']],
  'join-again': [1002, ['frame.join-again']],
  'request-first': [1002, ['frame.first']],
};
