/** Coming back over another connection, by Resume or by a repeated Join. */
import { fault } from './gone.js';
import type { Reactor } from './react.js';
import { closeCode } from './reasons.js';
import { again, carry, closed, credentials, give, holds, resumable, serves } from './stream.js';
import type { Clauses, ConnectionId, Effect, Event, Stream } from './types.js';

const REPLACED = 4200;

export function resume(server: Reactor, event: Event & { type: 'resume' }): void {
  const { connection, token, sequence, fresh } = event;
  if (!resumable(server.config)) {
    // A kind of message that such a server does not know, and the first one of its connection.
    fault(server, { type: 'fault', connection, fault: 'request-first' });
    return;
  }
  const stream = server.holder(token);
  if (!stream || !serves(stream, token) || (stream.fate && event.late)) {
    notFound(server, connection);
    return;
  }
  if (stream.fate) {
    sayFate(server, stream, connection, 'resume.true-reason');
    return;
  }
  if (stream.switching?.phase === 'fixed') {
    server.hold(stream, event);
    return;
  }
  if (!mayReturn(stream, event)) {
    notFound(server, connection);
    return;
  }
  const next = takeOver(server, stream, connection, fresh, 0);
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
export function repeatJoin(server: Reactor, stream: Stream, event: Event & { type: 'join' }): void {
  const { connection, token } = event;
  if (stream.fate) {
    sayFate(server, stream, connection, 'repeat.departed');
    return;
  }
  if (stream.switching?.phase === 'fixed') {
    server.hold(stream, event);
    return;
  }
  if (!mayReturn(stream, event)) {
    notFound(server, connection);
    return;
  }
  const next = takeOver(server, stream, connection, token, 1);
  const [first, ...others] = again(next, connection, 0);
  if (first)
    server.send({
      ...first,
      clauses: ['repeat.answered', 'repeat.once', ...(others.length > 0 ? ['resume.missed' as const] : [])],
    });
  server.send(...others);
}

/** Whether everything that the client has missed is there: for a repeated Join that is everything from its Joined on. */
export const mayReturn = (stream: Stream, event: Event & { type: 'resume' | 'join' }): boolean =>
  event.type === 'resume' ? holds(stream, event.sequence) : stream.retained[0]?.sequence === 1;

/** Clause `resume.old-connection`. */
function takeOver(server: Reactor, stream: Stream, connection: ConnectionId, token: string, at: number): Stream {
  const { connection: old } = stream;
  if (old !== null) server.send({ kind: 'close', to: old, code: REPLACED, clauses: ['resume.old-connection'] });
  const next = give(server.config, carry(stream, connection), token, at);
  server.keep(next);
  return next;
}

/** The true reason, to somebody who was away when it was told. */
function sayFate(server: Reactor, { fate }: Stream, to: ConnectionId, clause: Clauses[0]): void {
  if (!fate) return;
  const { reason, replyTo } = fate;
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
