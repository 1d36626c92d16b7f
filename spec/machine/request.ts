/** Numbered requests: each is taken up once, behind a switch only when that is decided. */

import { resumable } from './config.js';
import type { ServerDraft } from './draft.js';
import type { Event } from './events.js';
import { hear } from './room-object.js';
import type { RoomObject } from './state.js';
import { beginSwitch } from './switch.js';

type Request = Event & { type: 'request' };

/** A numbered request has arrived. */
export function request(server: ServerDraft, event: Request): void {
  const carried = server.carried(event.connection);
  if (!carried) return;
  const roomObject = hear(server.config, carried, event.ack);
  server.keep(roomObject);
  takeUp(server, roomObject, event);
}

/** Takes a request up, once. Clauses `switch.waits`, `request.never-twice`. */
export function takeUp(server: ServerDraft, roomObject: RoomObject, event: Request): void {
  const { request, ask } = event;
  if (resumable(server.config) && request <= roomObject.lastRequest) return;
  if (roomObject.switching) {
    server.hold(roomObject, event);
    return;
  }
  const taken = resumable(server.config) ? { ...roomObject, lastRequest: request } : roomObject;
  server.keep(taken);
  if (ask.kind === 'switch') beginSwitch(server, taken, request, ask);
  else server.inRoom(taken.room, { type: 'ask', participation: taken.participation, request, ask });
}
