/** Coming in by a Join, and coming back over another connection, by Resume or by a repeated Join. */
import { close } from '../../gen/codes.js';
import { type Config, resumable } from './config.js';
import type { ServerDraft } from './draft.js';
import { type Event, whyRefused } from './events.js';
import type { Clauses, ConnectionId, Effect, Refusal } from './messages.js';
import { closeCode } from './reasons.js';
import { carry, closeWith, credentials, give, mayReturn, resend, serves } from './room-object.js';
import type { RoomObject } from './state.js';

/** A Resume: its answer, and what the client has missed. Clauses: `resume.*`. */
export function resume(server: ServerDraft, event: Event & { type: 'resume' }): void {
  const { connection, token, sequence, fresh } = event;
  if (event.excess) {
    refuseResume(server, connection, 'resource_exhausted', 'limit.refused');
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
  server.send(...resend(next, connection, sequence));
}

/** A Join once more: to the client it is as if the first answer had only been slow. Clauses: `repeat.*`. */
export function repeatJoin(server: ServerDraft, roomObject: RoomObject, event: Event & { type: 'join' }): void {
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
  const [first, ...others] = resend(next, connection, 0);
  if (first)
    server.send({
      ...first,
      clauses: ['repeat.answered', 'repeat.once', ...(others.length > 0 ? ['resume.missed' as const] : [])],
    });
  server.send(...others);
}

/** Clause `resume.old-connection`. */
function takeOver(
  server: ServerDraft,
  roomObject: RoomObject,
  connection: ConnectionId,
  token: string,
  at: number,
): RoomObject {
  const { connection: old } = roomObject;
  if (old !== null) server.send({ kind: 'close', to: old, code: close.REPLACED, clauses: ['resume.old-connection'] });
  const next = give(server.config, carry(roomObject, connection), token, at);
  server.keep(next);
  return next;
}

/** The true reason, to somebody who was away when it was told. */
function sayDeparture(server: ServerDraft, { departure }: RoomObject, to: ConnectionId, clause: Clauses[0]): void {
  if (!departure) return;
  const { reason, replyTo } = departure;
  const message: Effect = {
    kind: 'send',
    to,
    message: { kind: 'roomLeft', reason, replyTo },
    sequence: 0,
    clauses: [clause],
  };
  server.send(message, closeWith(to, closeCode(reason)));
}

const notFound = (server: ServerDraft, to: ConnectionId): void =>
  refuseResume(server, to, 'not_found', 'resume.token-dies');

/** Nothing changes: who lingers goes on to linger. */
function refuseResume(server: ServerDraft, to: ConnectionId, code: Refusal, clause: Clauses[0]): void {
  const message = { kind: 'rejected', replyTo: 0, code } as const;
  server.send({ kind: 'send', to, message, sequence: 0, clauses: ['resume.not-found', clause] });
}

type Join = Event & { type: 'join' };

/** A Join has arrived. Clauses: `join.*`, `access.*`. */
export function arrive(server: ServerDraft, event: Join): void {
  const { connection, access, room, joinId, participant } = event;
  if (access !== 'granted') {
    const clauses: Clauses = [whyRefused(access), 'join.refused-unbound'];
    const message = { kind: 'rejected', replyTo: 0, code: access } as const;
    server.send({ kind: 'send', to: connection, message, sequence: 0, clauses });
    return;
  }
  const known = joinId === '' ? undefined : server.asked(joinId, room, participant);
  if (known) repeatJoin(server, known, event);
  else comeIn(server, event);
}

function comeIn(server: ServerDraft, event: Join): void {
  const { connection, room, participant, role, participation: id, session, token } = event;
  server.keep(give(server.config, begun(server.config, event), token, 1));
  const newcomer = { id, participant, role, roomObject: id };
  server.inRoom(room, { type: 'join', connection, newcomer, session, request: 0 });
  const refused = server.roomObject(id)?.sequence === 0;
  if (refused) server.forget(id);
}

const begun = (config: Config, { connection, room, joinId, participant, role, participation }: Join): RoomObject => ({
  id: participation,
  asked: { room, joinId: resumable(config) ? joinId : '' },
  participant,
  role,
  room,
  participation,
  connection,
  sequence: 0,
  retained: [],
  tokens: [],
  lastRequest: 0,
  switching: null,
  departure: null,
});
