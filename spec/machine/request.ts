/**
 * Numbered requests: each is taken up once, behind a switch only when that is decided. Moving to another room: the
 * target keeps a place, the source lets go, the target lets in, and what has waited for it is taken up.
 */
import { resumable } from './config.js';
import type { ServerDraft } from './draft.js';
import { type Ask, type Event, whyRefused } from './events.js';
import type { Clauses, Refusal, RoomObjectId } from './messages.js';
import { give, hear, lingers, participationOf } from './room-object.js';
import type { RoomObject } from './state.js';

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
function takeUp(server: ServerDraft, roomObject: RoomObject, event: Request): void {
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

type Switch = Ask & { kind: 'switch' };

/** A SwitchRoom: refused, or a place in the target is reserved. Clauses: `switch.*`. */
function beginSwitch(server: ServerDraft, roomObject: RoomObject, request: number, ask: Switch): void {
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
  server.keep({
    ...roomObject,
    switching: { phase: 'reserved', request, room, session, participation, token, held: [] },
  });
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
  else server.sayGoodbye(roomObject, event);
}
