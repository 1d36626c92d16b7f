/**
 * Whether the lines of rooms that were open where the clock goes back are in the order in which things happened. Where a clock was set,
 * somebody's connection goes on over that line: its stamps go back, and its numbers go up. Where none does, the parts of a log may be in a
 * wrong order, or the logs of two nodes stand one behind the other.
 */

import type { Timing } from '../clock/timing.js';
import type { Group } from '../rooms/group.js';
import type { Entry, RoomObject } from '../rooms/types.js';

/** `torn`: those whose own lines are in a wrong order. */
export interface Order {
  readonly known: boolean;
  readonly torn: ReadonlySet<RoomObject>;
}

/** One connection, up to a line where the clock goes back, and behind it. */
interface Side {
  readonly object: RoomObject;
  /** Its highest numbers, and its latest stamp as written. */
  sequence: number;
  request: number;
  at: number;
  goesOn: boolean;
  proves: boolean;
}

/** `from`: the line in which what is judged begins. */
export function orderOf(group: Group, from: number, timing: Timing): Order {
  const torn = new Set<RoomObject>();
  let known = true;
  for (const { line, far } of timing.backSince(from)) if (!goesOnAt(group, line, far, timing, torn)) known = false;
  return { known: known && torn.size === 0, torn };
}

/** Whether some connection goes on there. Where the clock goes `far` back, its own stamps and numbers must show that. */
function goesOnAt({ entries }: Group, jump: number, far: boolean, timing: Timing, torn: Set<RoomObject>): boolean {
  const sides = new Map<string, Side>();
  let after = false;
  for (const entry of entries) {
    const { object, line, made } = entry;
    if (made || !object) continue;
    if (line < jump) before(sides, object, entry, timing);
    else {
      after = true;
      const side = sides.get(keyOf(object, entry));
      if (side) behind(side, entry, timing, torn);
    }
  }
  if (sides.size === 0 || !after) return true;
  return [...sides.values()].some(({ goesOn, proves }) => (far ? proves : goesOn));
}

const keyOf = ({ seat }: RoomObject, { record }: Entry): string =>
  `${seat.name}/${'connection' in record ? record.connection : 0}`;

const sequenceOf = ({ record }: Entry): number =>
  record.kind === 'seen' && 'sequence' in record.observation ? (record.observation.sequence ?? 0) : 0;

const requestOf = ({ record }: Entry): number => (record.kind === 'sent' ? (record.request ?? 0) : 0);

function before(sides: Map<string, Side>, object: RoomObject, entry: Entry, timing: Timing): void {
  const key = keyOf(object, entry);
  const side = sides.get(key) ?? { object, sequence: 0, request: 0, at: 0, goesOn: false, proves: false };
  side.sequence = Math.max(side.sequence, sequenceOf(entry));
  side.request = Math.max(side.request, requestOf(entry));
  side.at = timing.written(entry.record.at, entry.line);
  sides.set(key, side);
}

function behind(side: Side, entry: Entry, timing: Timing, torn: Set<RoomObject>): void {
  const [sequence, request] = [sequenceOf(entry), requestOf(entry)];
  if ((sequence > 0 && sequence <= side.sequence) || (request > 0 && request < side.request)) torn.add(side.object);
  side.goesOn = true;
  // Behind its end nothing comes: where that is earlier, the clock was set.
  const tells = sequence > 0 || request > 0 || isEnd(entry);
  side.proves ||= tells && timing.written(entry.record.at, entry.line) < side.at;
}

const isEnd = ({ record }: Entry): boolean =>
  record.kind === 'seen'
    ? record.observation.kind === 'closed'
    : record.kind === 'sent' && ['cut', 'close'].includes(record.action.kind);
