/**
 * Whether the lines of rooms that were open where the clock goes back are in the order in which things happened. Where a clock was set,
 * somebody's connection goes on over that line. Where none does, the parts of a log may be in a wrong order, or two logs one behind the other.
 */
import type { RoomObject } from './entry.js';
import type { Group } from './group.js';

/** `torn`: those whose own lines are in a wrong order. */
export interface Order {
  readonly known: boolean;
  readonly torn: readonly RoomObject[];
}

/** One connection on both sides of a line; `last` is its highest sequence before. */
interface Side {
  last: number;
  goesOn: boolean;
}

/** `jumps`: the lines before which the clock goes back. */
export function orderOf(group: Group, jumps: readonly number[]): Order {
  const sides = jumps.map((jump) => sidesOf(group, jump));
  const torn = new Set(sides.flatMap((each) => each.torn));
  return { known: torn.size === 0 && sides.every(({ known }) => known), torn: [...torn] };
}

function sidesOf({ entries }: Group, jump: number): Order {
  const connections = new Map<string, Side>();
  const torn = new Set<RoomObject>();
  let [before, after] = [false, false];
  for (const { record, line, object, made } of entries) {
    if (made || !object || record.kind === 'skipped') continue;
    const key = `${object.seat.name}/${'connection' in record ? record.connection : 0}`;
    const sequence =
      record.kind === 'seen' && 'sequence' in record.observation ? (record.observation.sequence ?? 0) : 0;
    const side = connections.get(key);
    if (line < jump) {
      before = true;
      connections.set(key, { last: Math.max(side?.last ?? 0, sequence), goesOn: false });
      continue;
    }
    after = true;
    if (!side) continue;
    side.goesOn = true;
    if (sequence > 0 && sequence <= side.last) torn.add(object);
  }
  const known = !before || !after || [...connections.values()].some(({ goesOn }) => goesOn);
  return { known, torn: [...torn] };
}
