/** Moving to another room: the target keeps a place, the source lets go, the target lets in. */
import { whyRefused } from './arrive.js';
import { sayGoodbye } from './gone.js';
import type { Reactor } from './react.js';
import { takeUp } from './request.js';
import { give, lingers, resumable } from './room-object.js';
import type { Ask, Clauses, Event, Participation, Refusal, RoomObject, RoomObjectId } from './state.js';

type Switch = Ask & { kind: 'switch' };

const self = ({ id, participant, role, participation }: RoomObject): Participation => ({
  id: participation,
  participant,
  role,
  roomObject: id,
});

export function beginSwitch(server: Reactor, roomObject: RoomObject, request: number, ask: Switch): void {
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
  server.inRoom(ask.room, { type: 'reserve', caller: self(roomObject), request });
  if (server.room(ask.room) === before) return;
  const { room, session, participation, token } = ask;
  const current = server.roomObject(roomObject.id) ?? roomObject;
  server.keep({ ...current, switching: { phase: 'reserved', request, room, session, participation, token, held: [] } });
}

function whyNot(
  { config }: Reactor,
  roomObject: RoomObject,
  { access, room }: Switch,
): readonly [Refusal, Clauses] | undefined {
  if (!config.switch) return ['unimplemented', ['request.unknown']];
  if (access !== 'granted') return [access, [whyRefused(access)]];
  return room === '' || room === roomObject.room ? ['invalid_argument', ['switch.same-room']] : undefined;
}

/** The departure is fixed, and from here on the switch cannot fail. */
export function fix(server: Reactor, roomObject: RoomObject): void {
  const { switching, room, participation } = roomObject;
  if (switching?.phase !== 'reserved') return;
  server.keep({ ...roomObject, switching: { ...switching, phase: 'fixed' } });
  server.inRoom(room, { type: 'moved', participation });
}

/** Lets the participant in, and takes up what has waited for it. Clause `switch.commits`. */
export function commit(server: Reactor, roomObject: RoomObject): void {
  const { switching } = roomObject;
  if (switching?.phase !== 'fixed') return;
  const { room, participation, session, token, request, held } = switching;
  const moved: RoomObject = { ...roomObject, room, participation, switching: null };
  server.keep(give(server.config, moved, token, moved.sequence + 1));
  const connection = roomObject.connection ?? '';
  server.inRoom(room, { type: 'join', connection, newcomer: self(moved), session, request });
  for (const event of held) takeUpHeld(server, roomObject.id, event);
  const here = server.roomObject(roomObject.id);
  // Without resumption, a loss in between is a departure from here.
  if (here && !resumable(server.config) && lingers(here)) server.depart(here, 'lost', 'connection.lost');
}

/** Whether or not the connection over which it came has been lost since. */
function takeUpHeld(server: Reactor, id: RoomObjectId, event: Event): void {
  const roomObject = server.roomObject(id);
  if (event.type !== 'request' && event.type !== 'goodbye') server.take(event);
  else if (!roomObject || roomObject.departure !== null) return;
  else if (event.type === 'request') takeUp(server, roomObject, event);
  else sayGoodbye(server, roomObject, event);
}

/** Another reason fixed the departure first. Clause `switch.first-reason`. */
export function drop(server: Reactor, { id, switching }: RoomObject): void {
  if (switching) server.inRoom(switching.room, { type: 'release', roomObject: id });
}
