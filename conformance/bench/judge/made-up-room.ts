/**
 * A room in which people come, ask, leave, are removed or lost, by chance; where it is told to, it breaks one rule
 * once.
 */
import type { Random } from '../load/random.js';
import { brokenRules } from './broken-rules.js';
import { type BrokenRule, grave } from './faults.js';
import { LawfulRoom, type MadeUpPerson } from './lawful-room.js';

/** How large a room is, and how long it is open. */
export interface RoomSize {
  /** How many people are there at most. */
  readonly most: number;
  /** How many events there are before the meeting is ended; Infinity for a room that stays open. */
  readonly events: number;
}

/** A fault needs so many people in the room. */
const COMPANY = 4;

/** A room of the generator's. */
export class MadeUpRoom extends LawfulRoom {
  /** The rule that it is to break as soon as there are enough people. */
  fault: BrokenRule | undefined;
  #events = 0;

  constructor(
    name: string,
    private readonly random: Random,
    private readonly size: RoomSize,
  ) {
    super(name);
  }

  /** Lets the next event happen. */
  step(): void {
    this.#events += 1;
    if (this.fault && this.people.length >= COMPANY) this.#break(this.fault);
    else if (this.people.length < (this.fault ? COMPANY : 2)) this.join();
    else if (this.#events > this.size.events) this.end();
    else this.#anything();
  }

  #anything(): void {
    const one = this.random.pick(this.people);
    const dice = this.random.below(10);
    if (dice < 3) this.sync(one);
    else if (dice < 5) this.beat(one);
    else if (this.people.length < this.size.most && (dice < 8 || this.people.length < 4)) this.join();
    else this.#goes(this.random.pick(this.people.slice(1)));
  }

  /** The host stays: somebody must be able to remove, and to end. */
  #goes(one: MadeUpPerson): void {
    const [host] = this.people;
    const dice = this.random.below(4);
    if (dice === 0 && host) this.remove(host, one);
    else if (dice === 1) this.lose(one);
    else this.leave(one);
  }

  #break(fault: BrokenRule): void {
    this.fault = undefined;
    // What these rooms do not agree about is not reported either.
    if (grave.some((one) => one === fault)) this.reported = false;
    const [host, one, victim] = this.people;
    if (host && one && victim) brokenRules[fault](this, { host, one, victim });
  }
}
