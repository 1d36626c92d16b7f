/** Which Joined showed the way into which room: a Join's, a repeated Join's, or a SwitchRoom's. */
import type { HistoryRecord, Sent } from './history.js';
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
  const shown: (RoomEntry & { readonly joined: Joined })[] = [];
  const expected = new Set<RoomEntry>();
  const lines = new Map<string, Line>();
  const newest = new Map<string, RoomObject>();

  const expect = (entry: RoomEntry): RoomEntry => {
    expected.add(entry);
    return entry;
  };
  const show = (entry: RoomEntry, joined: Joined): void => {
    expected.delete(entry);
    shown.push({ ...entry, joined });
  };

  function readSent({ seat, connection, action, request }: Sent): void {
    if (action.kind === 'join') newest.set(seat, { join: expect({ seat, room: action.room }), switches: new Map() });
    const object = newest.get(seat);
    if (!object) return;
    if (action.kind === 'join' || action.kind === 'repeat' || action.kind === 'resume')
      lines.set(`${seat}/${connection}`, { object, waiting: action.kind !== 'resume' });
    if (action.kind === 'switch' && request !== undefined)
      object.switches.set(request, expect({ seat, room: action.room }));
  }

  function readJoined(line: Line, joined: Joined): void {
    const { object } = line;
    const number = switchOf(line, joined);
    const switched = number === undefined ? undefined : object.switches.get(number);
    if (number !== undefined && switched) {
      object.switches.delete(number);
      show(switched, joined);
    } else if (line.waiting) {
      line.waiting = false;
      show(object.join, joined);
    }
  }

  /** The switch that a Joined answers; where it names none, and shows something new to anybody who is in a room already, the oldest. */
  function switchOf({ object, waiting }: Line, { replyTo = 0, participation }: Joined): number | undefined {
    if (object.switches.has(replyTo)) return replyTo;
    const known = shown.some(({ joined }) => joined.participation === participation);
    return waiting || known ? undefined : [...object.switches.keys()][0];
  }

  function readRejected(line: Line, replyTo: number): void {
    const { object } = line;
    const switched = object.switches.get(replyTo);
    if (switched) {
      object.switches.delete(replyTo);
      expected.delete(switched);
    } else if (replyTo === 0 && line.waiting) {
      line.waiting = false;
      const others = [...lines.values()].some((one) => one.object === object && one.waiting);
      if (!others) expected.delete(object.join);
    }
  }

  for (const record of records) {
    if (record.kind === 'sent') readSent(record);
    const line = record.kind === 'seen' && lines.get(`${record.seat}/${record.connection}`);
    if (!line) continue;
    const { observation } = record;
    if (observation.kind === 'joined') readJoined(line, observation);
    if (observation.kind === 'rejected') readRejected(line, observation.replyTo ?? 0);
  }
  return { shown, unshown: [...expected] };
}
