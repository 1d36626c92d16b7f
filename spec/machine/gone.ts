/** Connections that are lost or closed, and windows that end. */
import type { Reactor } from './react.js';
import { mayReturn } from './resume.js';
import { lingers, resumable } from './room-object.js';
import type { Clauses, ConnectionId, Effect, Event, Fault, RoomObject } from './state.js';

type Goodbye = Event & { type: 'goodbye' };
type Gone = Goodbye | (Event & { type: 'lost' });

export function lose(server: Reactor, event: Event & { type: 'lost' }): void {
  const roomObject = server.carried(event.connection);
  if (roomObject) cutOff(server, roomObject, 'connection.lost');
  else stopWaiting(server, event);
}

/** Clause `connection.goodbye`. */
export function goodbye(server: Reactor, event: Goodbye): void {
  const roomObject = server.carried(event.connection);
  if (!roomObject) {
    stopWaiting(server, event);
    return;
  }
  const severed = { ...roomObject, connection: null };
  server.keep(severed);
  sayGoodbye(server, severed, event);
}

export function sayGoodbye(server: Reactor, roomObject: RoomObject, event: Goodbye): void {
  if (roomObject.switching) server.hold(roomObject, event);
  else server.depart(roomObject, 'goodbye', 'connection.goodbye');
}

export function fault(server: Reactor, { connection, fault }: Event & { type: 'fault' }): void {
  server.send(closeOver(connection, fault));
  const roomObject = server.carried(connection);
  if (roomObject) cutOff(server, roomObject, 'frame.contained');
  else stopWaiting(server, { type: 'lost', connection });
}

/** How a server closes a connection because of a frame. */
export function closeOver(to: ConnectionId, fault: Fault): Effect {
  const [code, clauses] = faults[fault];
  return { kind: 'close', to, code, clauses };
}

/** Without resumption the loss is the departure, but for somebody who is between two rooms. */
function cutOff(server: Reactor, roomObject: RoomObject, cause: Clauses[0]): void {
  const severed = { ...roomObject, connection: null };
  server.keep(severed);
  if (!resumable(server.config) && severed.switching?.phase !== 'fixed') server.depart(severed, 'lost', cause);
}

/** The resume window is over. */
export function expire(server: Reactor, roomObject: RoomObject): void {
  if (lingers(roomObject)) server.depart(roomObject, 'lost', 'connection.lost');
}

/** A connection is gone on which somebody was coming back in the middle of a switch; with a 4101 it is as if it had been back. */
function stopWaiting(server: Reactor, event: Gone): void {
  const roomObject = server.awaited(event.connection);
  if (!roomObject?.switching) return;
  const held = roomObject.switching.held.flatMap((one): Event[] => {
    if ((one.type !== 'resume' && one.type !== 'join') || one.connection !== event.connection) return [one];
    return event.type === 'goodbye' && mayReturn(roomObject, one) ? [event] : [];
  });
  server.keep({ ...roomObject, switching: { ...roomObject.switching, held } });
}

const faults: Record<Fault, readonly [number, Clauses]> = {
  'wrong-type': [1003, ['frame.wrong-type']],
  undecodable: [1007, ['frame.undecodable']],
  oversize: [1009, ['frame.oversize']],
  'join-again': [1002, ['frame.join-again']],
  'request-first': [1002, ['frame.first']],
};
