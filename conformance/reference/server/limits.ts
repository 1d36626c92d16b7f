/** How much is too much. Clauses `limit.refused`, `limit.answered`. */
import type { Access } from '../../../spec/machine/events.js';
import type { DecodedJoin } from './decode.js';
import type { ServerEngine } from './engine.js';
import type { ServerLimits } from './settings.js';

/** Whether a name is too long: clause `limit.answered`. */
export const isLong = (name: string, { nameBytes }: ServerLimits): boolean => Buffer.byteLength(name) > nameBytes;

/** What is wrong with a Join whatever the state of the room. */
export function isUnfitJoin({ room, participant, role, joinId }: DecodedJoin, limits: ServerLimits): boolean {
  const isUnfit = (name: string) => name === '' || isLong(name, limits);
  return role === undefined || isUnfit(room) || isUnfit(participant) || isLong(joinId, limits);
}

/** Whether there is place for one more. A participant who is in the room takes none: that Join replaces, or is refused for another reason. */
export function placeFor(participant: string, name: string, engine: ServerEngine, limits: ServerLimits): Access {
  const room = engine.room(name);
  if (!room) return engine.roomCount < limits.rooms ? 'granted' : 'resource_exhausted';
  if (room.present.length + room.reserved.length < limits.participants) return 'granted';
  return room.present.some((one) => one.participant === participant) ? 'granted' : 'resource_exhausted';
}
