/** Rooms that have to be judged together while they are open: a room, and those that somebody has switched to or from. */
import type { Partly } from '../../exchange/index.js';
import type { Snapshot } from './survey.js';
import type { Connection, Entry, OpenCall, RoomObject } from './types.js';

/** So many entries are judged together, at least, before the past of a room that stays open can be let go. */
export const SEGMENT = 2048;

export class Group {
  readonly rooms = new Set<string>();
  readonly objects = new Set<RoomObject>();
  readonly connections = new Set<Connection>();
  readonly calls = new Set<OpenCall>();
  entries: Entry[] = [];
  /** The stamp of its latest line. */
  at = 0;
  /** For how long after its latest line something may still come, once nobody is connected. */
  lingerMs = 0;
  /** Where it was last seen at rest. */
  rest: { readonly index: number; readonly snapshot: Snapshot } | undefined;
  /** How many entries there must be before it is looked at again, and how many stand for the past; see past.ts. */
  lookAt = SEGMENT;
  made = 0;
  /**
   * Why only what each client was shown can be judged: its past was let go in the middle of something, or somebody is in it from
   * before the system was started again.
   */
  partly: (Partly & ('restless' | 'before')) | undefined;
  /** Lines that something has been found in: of what follows from it nothing is said again. */
  readonly accused = new Set<number>();
  #open = 0;

  /** Whether anybody is connected, or waits for something. */
  get open(): boolean {
    return this.#open > 0 || this.calls.size > 0;
  }

  /** Somebody may be in it who has no lines of its own. */
  goesOn(): void {
    this.partly ??= 'before';
  }

  /** A connection comes to stand elsewhere. */
  move(connection: Connection, state: Connection['state']): void {
    this.#open += Number(isOpen(state)) - Number(this.connections.has(connection) && isOpen(connection.state));
    this.connections.add(connection);
    connection.state = state;
  }

  /** A connection on which nothing can come any more. */
  leave(connection: Connection): void {
    if (this.connections.delete(connection)) this.#open -= Number(isOpen(connection.state));
  }

  /** Takes over everything of another one. */
  absorb(other: Group): void {
    for (const room of other.rooms) this.rooms.add(room);
    for (const connection of other.connections) this.connections.add(connection);
    for (const object of other.objects) this.objects.add(moved(object, this));
    for (const call of other.calls) this.calls.add(moved(call, this));
    for (const line of other.accused) this.accused.add(line);
    this.#open += other.#open;
    this.entries = merged(this.entries, other.entries);
    this.at = Math.max(this.at, other.at);
    this.lingerMs = Math.max(this.lingerMs, other.lingerMs);
    this.lookAt = Math.max(this.lookAt, other.lookAt);
    this.made += other.made;
    this.partly ??= other.partly;
    // Where the one was at rest says nothing of the other.
    this.rest = undefined;
  }
}

export const isOpen = (state: Connection['state']): boolean => state === 'waiting' || state === 'bound';

function moved<T extends { group: Group }>(one: T, group: Group): T {
  one.group = group;
  return one;
}

/** What stands for the past comes first, and then the entries in the order of their lines. */
function merged(some: readonly Entry[], others: readonly Entry[]): Entry[] {
  const place = ({ made, line }: Entry) => (made ? 0 : line);
  return [...some, ...others].sort((a, b) => place(a) - place(b));
}
