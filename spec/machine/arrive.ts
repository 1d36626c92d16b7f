/** A Join: a refusal, the answer to a Join that is repeated, or a newcomer with a room object of its own. */

import type { Config } from './config.js';
import { resumable } from './config.js';
import type { ServerDraft } from './draft.js';
import type { Event } from './events.js';
import type { Clauses } from './messages.js';
import { repeatJoin } from './resume.js';
import { give } from './room-object.js';
import type { RoomObject } from './state.js';
import { whyRefused } from './why-refused.js';

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
