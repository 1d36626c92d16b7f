/** The second half of a switch: the target lets the participant in, and what has waited for it is taken up. */
import { resumable } from './config.js';
import type { ServerDraft } from './draft.js';
import type { Event } from './events.js';
import { sayGoodbye } from './gone.js';
import type { RoomObjectId } from './messages.js';
import { takeUp } from './request.js';
import { give, lingers, participationOf } from './room-object.js';
import type { RoomObject } from './state.js';

/** Lets the participant in, and takes up what has waited for it. Clause `switch.commits`. */
export function commit(server: ServerDraft, roomObject: RoomObject): void {
  const { switching } = roomObject;
  if (switching?.phase !== 'fixed') return;
  const { room, participation, session, token, request, held } = switching;
  const moved: RoomObject = { ...roomObject, room, participation, switching: null };
  server.keep(give(server.config, moved, token, moved.sequence + 1));
  const connection = roomObject.connection ?? '';
  server.inRoom(room, { type: 'join', connection, newcomer: participationOf(moved), session, request });
  for (const event of held) takeUpHeld(server, roomObject.id, event);
  const here = server.roomObject(roomObject.id);
  // Without resumption, a loss in between is a departure from here.
  if (here && !resumable(server.config) && lingers(here)) server.depart(here, 'lost', 'connection.lost');
}

/** Whether or not the connection over which it came has been lost since. */
function takeUpHeld(server: ServerDraft, id: RoomObjectId, event: Event): void {
  const roomObject = server.roomObject(id);
  if (event.type !== 'request' && event.type !== 'goodbye') server.take(event);
  else if (!roomObject || roomObject.departure !== null) return;
  else if (event.type === 'request') takeUp(server, roomObject, event);
  else sayGoodbye(server, roomObject, event);
}
