/** Coming back over another connection, by Resume or by a repeated Join. */
import { fault } from './gone.js';
import type { Reactor } from './react.js';
import { closeCode } from './reasons.js';
import { again, carry, closed, credentials, give, holds, resumable, serves } from './room-object.js';
import type { Clauses, ConnectionId, Effect, Event, RoomObject } from './state.js';

const REPLACED = 4200;

export function resume(server: Reactor, event: Event & { type: 'resume' }): void {
  const { connection, token, sequence, fresh } = event;
  if (!resumable(server.config)) {
    // A kind of message that such a server does not know, and the first one of its connection.
    fault(server, { type: 'fault', connection, fault: 'request-first' });
    return;
  }
  const roomObject = server.holder(token);
  if (!roomObject || !serves(roomObject, token) || (roomObject.departure && event.late)) {
    notFound(server, connection);
    return;
  }
  if (roomObject.departure) {
    sayDeparture(server, roomObject, connection, 'resume.true-reason');
    return;
  }
  if (roomObject.switching?.phase === 'fixed') {
    server.hold(roomObject, event);
    return;
  }
  if (!mayReturn(roomObject, event)) {
    notFound(server, connection);
    return;
  }
  const next = takeOver(server, roomObject, connection, fresh, 0);
  const message = { kind: 'resumed', ...credentials(next) } as const;
  server.send({
    kind: 'send',
    to: connection,
    message,
    sequence: 0,
    clauses: ['resume.resumed', 'resume.last-request'],
  });
  server.send(...again(next, connection, sequence));
}

/** To the client it is as if the first answer had only been slow. */
export function repeatJoin(server: Reactor, roomObject: RoomObject, event: Event & { type: 'join' }): void {
  const { connection, token } = event;
  if (roomObject.departure) {
    sayDeparture(server, roomObject, connection, 'repeat.departed');
    return;
  }
  if (roomObject.switching?.phase === 'fixed') {
    server.hold(roomObject, event);
    return;
  }
  if (!mayReturn(roomObject, event)) {
    notFound(server, connection);
    return;
  }
  const next = takeOver(server, roomObject, connection, token, 1);
  const [first, ...others] = again(next, connection, 0);
  if (first)
    server.send({
      ...first,
      clauses: ['repeat.answered', 'repeat.once', ...(others.length > 0 ? ['resume.missed' as const] : [])],
    });
  server.send(...others);
}

/** Whether everything that the client has missed is there: for a repeated Join that is everything from its Joined on. */
export const mayReturn = (roomObject: RoomObject, event: Event & { type: 'resume' | 'join' }): boolean =>
  event.type === 'resume' ? holds(roomObject, event.sequence) : roomObject.retained[0]?.sequence === 1;

/** Clause `resume.old-connection`. */
function takeOver(
  server: Reactor,
  roomObject: RoomObject,
  connection: ConnectionId,
  token: string,
  at: number,
): RoomObject {
  const { connection: old } = roomObject;
  if (old !== null) server.send({ kind: 'close', to: old, code: REPLACED, clauses: ['resume.old-connection'] });
  const next = give(server.config, carry(roomObject, connection), token, at);
  server.keep(next);
  return next;
}

/** The true reason, to somebody who was away when it was told. */
function sayDeparture(server: Reactor, { departure }: RoomObject, to: ConnectionId, clause: Clauses[0]): void {
  if (!departure) return;
  const { reason, replyTo } = departure;
  const message: Effect = {
    kind: 'send',
    to,
    message: { kind: 'roomLeft', reason, replyTo },
    sequence: 0,
    clauses: [clause],
  };
  server.send(message, closed(to, closeCode(reason)));
}

const notFound = (server: Reactor, to: ConnectionId): void =>
  server.send({
    kind: 'send',
    to,
    message: { kind: 'rejected', replyTo: 0, code: 'not_found' },
    sequence: 0,
    clauses: ['resume.not-found', 'resume.token-dies'],
  });
