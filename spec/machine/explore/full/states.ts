/** In which state of the whole machine a room object is: what it is itself, and who else is in its room. */
import type { RoomObjectId } from '../../messages.js';
import { lingers, returning } from '../../room-object.js';
import type { RoomObject, Server } from '../../state.js';
import { departedBy, type PresentState, type SwitchState } from './names.js';

/** The state of a room object, with what matters of its room; of nobody where there is none. */
export function fullState(server: Server, roomObject: RoomObject): string {
  const base = baseState(roomObject);
  if (base === 'departed') return `departed ${causeOf(roomObject)}`;
  return roomObject.switching ? base : `${base}, ${standing(server, roomObject)}`;
}

/** The same without its room, and without the cause of a departure: what an outcome is. */
export function baseState(roomObject: RoomObject): PresentState | SwitchState | 'departed' {
  const { departure, connection, switching } = roomObject;
  if (departure !== null) return 'departed';
  if (!switching) {
    const returned = hasReturned(roomObject);
    if (connection === null) return returned ? 'lingering again' : 'lingering';
    return returned ? 'resumed' : 'joined';
  }
  const { phase } = switching;
  if (phase === 'fixed' && returning(roomObject).length > 0) return 'fixed, somebody waits';
  if (connection !== null) return phase;
  return lingers(roomObject) ? `${phase}, lost` : `${phase}, said goodbye`;
}

/** It has a token that came with a Resumed, or over an earlier connection. */
const hasReturned = ({ tokens }: RoomObject): boolean =>
  tokens.some(({ sequence }) => sequence === 0 || sequence === null);

function causeOf({ departure }: RoomObject): string {
  for (const clause of departure?.clauses ?? [])
    if (clause in departedBy) return departedBy[clause as keyof typeof departedBy];
  return 'for no known reason';
}

function standing({ rooms }: Server, { room, role, id }: RoomObject): string {
  const others = rooms[room]?.present.filter(({ roomObject }) => roomObject !== id) ?? [];
  if (others.length === 0) return `${role}, alone`;
  return others.some((one) => one.role === 'host') ? `${role}, with a host` : `${role}, without a host`;
}

/** A room as somebody finds it who is not in it. */
export const roomFound = ({ rooms }: Server, name: string): string =>
  rooms[name]?.session ? 'nobody, room open' : 'nobody, room closed';

/** Whose token it is, or was. */
export type TokenOwner = (token: string) => RoomObjectId | undefined;
