/** Connections that are lost or closed, and windows that end. */

import { wsClose } from '../../gen/codes.js';
import { resumable } from './config.js';
import type { ServerDraft } from './draft.js';
import type { Event, Fault } from './events.js';
import type { Clauses, ConnectionId, Effect } from './messages.js';
import { lingers, mayReturn } from './room-object.js';
import type { RoomObject } from './state.js';

type Goodbye = Event & { type: 'goodbye' };
type Gone = Goodbye | (Event & { type: 'lost' });

/** The server takes a connection as lost. Clause `connection.lost`. */
export function lose(server: ServerDraft, event: Event & { type: 'lost' }): void {
  const roomObject = server.carried(event.connection);
  if (roomObject) cutOff(server, roomObject, 'connection.lost');
  else stopWaiting(server, event);
}

/** The client leaves by closing. Clause `connection.goodbye`. */
export function goodbye(server: ServerDraft, event: Goodbye): void {
  const roomObject = server.carried(event.connection);
  if (!roomObject) {
    stopWaiting(server, event);
    return;
  }
  const severed = { ...roomObject, connection: null };
  server.keep(severed);
  server.sayGoodbye(severed, event);
}

/** A frame breaks a rule. Clauses: `frame.*`. */
export function fault(server: ServerDraft, { connection, fault }: Event & { type: 'fault' }): void {
  server.send(closeOver(connection, fault));
  const roomObject = server.carried(connection);
  if (roomObject) cutOff(server, roomObject, 'frame.contained');
  else stopWaiting(server, { type: 'lost', connection });
}

/**
 * How a server closes a connection because of a frame. Clauses: `frame.*`.
 *
 * @example
 * const { kind, to, clauses } = closeOver('c1', 'oversize'); // a close, and the clauses that ask for it
 */
export function closeOver(to: ConnectionId, fault: Fault): Effect {
  const [code, clauses] = faults[fault];
  return { kind: 'close', to, code, clauses };
}

/** Without resumption the loss is the departure. Somebody between two rooms is in neither, and departs from the second one. */
function cutOff(server: ServerDraft, roomObject: RoomObject, cause: Clauses[0]): void {
  const severed = { ...roomObject, connection: null };
  server.keep(severed);
  if (!resumable(server.config)) server.depart(severed, 'lost', cause);
}

/** The resume window is over. */
export function expire(server: ServerDraft, roomObject: RoomObject): void {
  if (lingers(roomObject)) server.depart(roomObject, 'lost', 'connection.lost');
}

/**
 * A connection is gone on which somebody was coming back in the middle of a switch; with a 4101 it is as if it had been
 * back.
 */
function stopWaiting(server: ServerDraft, event: Gone): void {
  const roomObject = server.awaited(event.connection);
  if (!roomObject?.switching) return;
  const held = roomObject.switching.held.flatMap((one): Event[] => {
    if ((one.type !== 'resume' && one.type !== 'join') || one.connection !== event.connection) return [one];
    return event.type === 'goodbye' && mayReturn(roomObject, one) ? [event] : [];
  });
  server.keep({ ...roomObject, switching: { ...roomObject.switching, held } });
}

const faults: Record<Fault, readonly [number, Clauses]> = {
  'wrong-type': [wsClose.UNSUPPORTED_DATA, ['frame.wrong-type']],
  undecodable: [wsClose.INVALID_PAYLOAD, ['frame.undecodable']],
  oversize: [wsClose.MESSAGE_TOO_BIG, ['frame.oversize']],
  'join-again': [wsClose.PROTOCOL_ERROR, ['frame.join-again']],
  'request-first': [wsClose.PROTOCOL_ERROR, ['frame.first']],
};
