/** How much is too much. Clauses `limit.refused`, `limit.answered`. */
import type { Access } from '../../../spec/machine/index.js';
import type { JoinWish } from './decode.js';
import type { Engine } from './engine.js';
import type { Limits } from './settings.js';

export const isLong = (name: string, { nameBytes }: Limits): boolean => Buffer.byteLength(name) > nameBytes;

/** What is wrong with a Join whatever the state of the room. */
export function isWrong({ room, participant, role, joinId }: JoinWish, limits: Limits): boolean {
  const isUnfit = (name: string) => name === '' || isLong(name, limits);
  return role === undefined || isUnfit(room) || isUnfit(participant) || isLong(joinId, limits);
}

/** Whether there is place for one more. Whoever is in the room already takes none: it is replaced, or refused for another reason. */
export function placeFor(participant: string, name: string, engine: Engine, limits: Limits): Access {
  const room = engine.room(name);
  if (!room) return engine.roomCount < limits.rooms ? 'granted' : 'resource_exhausted';
  if (room.present.length + room.reserved.length < limits.participants) return 'granted';
  return room.present.some((one) => one.participant === participant) ? 'granted' : 'resource_exhausted';
}

/** Counts what arrives, second by second. */
export class Rate {
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
