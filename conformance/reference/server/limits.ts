/** How much is too much. Clauses `limit.refused`, `limit.answered`. */
import type { Access } from '../../../spec/machine/index.js';
import type { DecodedJoin } from './decode.js';
import type { ServerEngine } from './engine.js';
import type { ServerLimits } from './settings.js';

export const isLong = (name: string, { nameBytes }: ServerLimits): boolean => Buffer.byteLength(name) > nameBytes;

/** What is wrong with a Join whatever the state of the room. */
export function isUnfitJoin({ room, participant, role, joinId }: DecodedJoin, limits: ServerLimits): boolean {
  const isUnfit = (name: string) => name === '' || isLong(name, limits);
  return role === undefined || isUnfit(room) || isUnfit(participant) || isLong(joinId, limits);
}

/** Whether there is place for one more. Whoever is in the room already takes none: it is replaced, or refused for another reason. */
export function placeFor(participant: string, name: string, engine: ServerEngine, limits: ServerLimits): Access {
  const room = engine.room(name);
  if (!room) return engine.roomCount < limits.rooms ? 'granted' : 'resource_exhausted';
  if (room.present.length + room.reserved.length < limits.participants) return 'granted';
  return room.present.some((one) => one.participant === participant) ? 'granted' : 'resource_exhausted';
}

/** Counts what arrives, second by second. */
export class RequestRate {
  #second = 0;
  #count = 0;

  constructor(private readonly perSecond: number) {}

  /** Counts one more. True: it is one too many. */
  exceeds(now = performance.now()): boolean {
    const second = Math.floor(now / 1000);
    if (second !== this.#second) this.#count = 0;
    this.#second = second;
    this.#count += 1;
    return this.#count > this.perSecond;
  }
}
