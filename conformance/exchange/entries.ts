/** Which Joined showed the way into which room: a Join's, a repeated Join's, or a SwitchRoom's. */
import type { HistoryRecord, Seen, Sent } from './history.js';
import type { Observation } from './observation.js';

type Joined = Observation & { readonly kind: 'joined' };

/** A way into a room: it made a participation, or may have made one. */
export interface RoomEntry {
  readonly seat: string;
  readonly room: string;
}

/** What a seat makes to be in rooms: from a Join on, through repetitions, resumptions and switches. */
interface RoomObject {
  readonly join: RoomEntry;
  /** Switches whose answer has not been seen, by their numbers. */
  readonly switches: Map<number, RoomEntry>;
}

/** A connection, and whether a Join or its repetition waits there for an answer. */
interface Line {
  readonly object: RoomObject;
  waiting: boolean;
}

/** The entries in the order in which they were shown, and those that may have been made and were not, in the order of their sending. */
export function entries(records: readonly HistoryRecord[]): {
  readonly shown: readonly (RoomEntry & { readonly joined: Joined })[];
  readonly unshown: readonly RoomEntry[];
} {
  const reader = new EntryReader();
  for (const record of records) {
    if (record.kind === 'sent') reader.sent(record);
    if (record.kind === 'seen') reader.seen(record);
  }
  return { shown: reader.shown, unshown: reader.unshown };
}

class EntryReader {
  readonly shown: (RoomEntry & { readonly joined: Joined })[] = [];
  readonly #expected = new Set<RoomEntry>();
  readonly #lines = new Map<string, Line>();
  readonly #newest = new Map<string, RoomObject>();

  get unshown(): readonly RoomEntry[] {
    return [...this.#expected];
  }

  sent({ seat, connection, action, request }: Sent): void {
    if (action.kind === 'join')
      this.#newest.set(seat, { join: this.#expect({ seat, room: action.room }), switches: new Map() });
    const object = this.#newest.get(seat);
    if (!object) return;
    if (action.kind === 'join' || action.kind === 'repeat' || action.kind === 'resume')
      this.#lines.set(`${seat}/${connection}`, { object, waiting: action.kind !== 'resume' });
    if (action.kind === 'switch' && request !== undefined)
      object.switches.set(request, this.#expect({ seat, room: action.room }));
  }

  seen({ seat, connection, observation }: Seen): void {
    const line = this.#lines.get(`${seat}/${connection}`);
    if (!line) return;
    if (observation.kind === 'joined') this.#joined(line, observation);
    if (observation.kind === 'rejected') this.#rejected(line, observation.replyTo ?? 0);
  }

  #joined(line: Line, joined: Joined): void {
    const { object } = line;
    const number = this.#switchOf(line, joined);
    const switched = number === undefined ? undefined : object.switches.get(number);
    if (number !== undefined && switched) {
      object.switches.delete(number);
      this.#show(switched, joined);
    } else if (line.waiting) {
      line.waiting = false;
      this.#show(object.join, joined);
    }
  }

  /** The switch that a Joined answers; where it names none, and shows something new to whoever is in a room already, the oldest. */
  #switchOf({ object, waiting }: Line, { replyTo = 0, participation }: Joined): number | undefined {
    if (object.switches.has(replyTo)) return replyTo;
    const known = this.shown.some(({ joined }) => joined.participation === participation);
    return waiting || known ? undefined : [...object.switches.keys()][0];
  }

  #rejected(line: Line, replyTo: number): void {
    const { object } = line;
    const switched = object.switches.get(replyTo);
    if (switched) {
      object.switches.delete(replyTo);
      this.#expected.delete(switched);
    } else if (replyTo === 0 && line.waiting) {
      line.waiting = false;
      const others = [...this.#lines.values()].some((one) => one.object === object && one.waiting);
      if (!others) this.#expected.delete(object.join);
    }
  }

  #show(entry: RoomEntry, joined: Joined): void {
    this.#expected.delete(entry);
    this.shown.push({ ...entry, joined });
  }

  #expect(entry: RoomEntry): RoomEntry {
    this.#expected.add(entry);
    return entry;
  }
}
