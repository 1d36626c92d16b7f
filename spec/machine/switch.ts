/** Moving to another room: the target keeps a place, the source lets go, the target lets in. */

import type { ServerDraft } from './draft.js';
import type { Ask } from './events.js';
import type { Clauses, Refusal } from './messages.js';
import { participationOf } from './room-object.js';
import type { RoomObject } from './state.js';
import { whyRefused } from './why-refused.js';

type Switch = Ask & { kind: 'switch' };

/** A SwitchRoom: refused, or a place in the target is reserved. Clauses: `switch.*`. */
export function beginSwitch(server: ServerDraft, roomObject: RoomObject, request: number, ask: Switch): void {
  const refusal = whyNot(server, roomObject, ask);
  if (refusal) {
    const [code, clauses] = refusal;
    server.inRoom(roomObject.room, {
      type: 'refused',
      participation: roomObject.participation,
      request,
      code,
      clauses,
    });
    return;
  }
  const before = server.room(ask.room);
  server.inRoom(ask.room, { type: 'reserve', caller: participationOf(roomObject), request });
  if (server.room(ask.room) === before) return;
  const { room, session, participation, token } = ask;
  const current = server.roomObject(roomObject.id) ?? roomObject;
  server.keep({ ...current, switching: { phase: 'reserved', request, room, session, participation, token, held: [] } });
}

function whyNot(
  { config }: ServerDraft,
  roomObject: RoomObject,
  { access, room }: Switch,
): readonly [Refusal, Clauses] | undefined {
  if (!config.switch) return ['unimplemented', ['request.unknown']];
  if (access !== 'granted') return [access, [whyRefused(access)]];
  return room === '' || room === roomObject.room ? ['invalid_argument', ['switch.same-room']] : undefined;
}

/** The departure is fixed, and from here on the switch cannot fail. */
export function fix(server: ServerDraft, roomObject: RoomObject): void {
  const { switching, room, participation } = roomObject;
  if (switching?.phase !== 'reserved') return;
  server.keep({ ...roomObject, switching: { ...switching, phase: 'fixed' } });
  server.inRoom(room, { type: 'moved', participation });
}
