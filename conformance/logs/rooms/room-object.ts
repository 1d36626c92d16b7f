/** Room objects, as they begin in a log. */
import type { Seat } from '../../exchange/index.js';
import type { Group } from './group.js';
import type { RoomObject } from './types.js';

/** For one of whom the log does not say who it is. */
export const unnamed = (name: string): Seat => ({ name, participant: name, role: 'attendee' });

type Known = Pick<RoomObject, 'room' | 'joinId' | 'again' | 'unopened' | 'past'>;
const unknown: Known = { room: '', joinId: '', again: false, unopened: false };

const nothingYet = () => ({ connections: 0, request: 0, sequence: 0, tokens: [], stays: [], torn: false });

export function newObject(group: Group, seat: Seat, known: Partial<Known>): RoomObject {
  const made: RoomObject = { seat, group, ...nothingYet(), ...unknown, ...known };
  group.objects.add(made);
  return made;
}
