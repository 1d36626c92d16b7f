/**
 * Whether lines are in the order in which things happened, where the clock goes back. If the clock was set, some
 * connection goes on over that line: its stamps go back, and its numbers go up. If none does, the parts of a log
 * may be in a wrong order, or the logs of two nodes stand one behind the other.
 */
import type { SetBack, Timing } from '../clock/timing.js';
import type { LoggedRecord, LoggedRoomObject, RoomGroup } from '../rooms/types.js';

/** `torn`: the room objects whose own lines are in a wrong order. */
export interface LineOrder {
  readonly known: boolean;
  readonly torn: ReadonlySet<LoggedRoomObject>;
}

/** One connection, before a line where the clock goes back, and behind it. */
interface Side {
  readonly object: LoggedRoomObject;
  /** Its highest numbers, and its latest stamp as written, before that line. */
  sequence: number;
  request: number;
  at: number;
  /** It has a line behind. `set-back`: that line shows that the clock was set back. */
  behind: 'nothing' | 'lines' | 'set-back';
}

/** The order of the lines of a group, from the line `from` on. */
export function orderOf(group: RoomGroup, from: number, timing: Timing): LineOrder {
  const torn = new Set<LoggedRoomObject>();
  let known = true;
  for (const { line, far } of timing.backSince(from))
    if (!goesOnAt(group, { line, far }, { timing, torn })) known = false;
  return { known: known && torn.size === 0, torn };
}

/**
 * Whether some connection goes on over this line. If the clock goes `far` back there, its own stamps and numbers
 * must show that.
 */
function goesOnAt(
  { records }: RoomGroup,
  { line: jump, far }: SetBack,
  { timing, torn }: { readonly timing: Timing; readonly torn: Set<LoggedRoomObject> },
): boolean {
  const sides = new Map<string, Side>();
  let after = false;
  for (const logged of records) {
    const { object, line, synthetic } = logged;
    if (synthetic || !object) continue;
    if (line < jump) before(sides, object, logged, timing);
    else {
      after = true;
      const side = sides.get(keyOf(object, logged));
      if (side) behind(side, logged, timing, torn);
    }
  }
  if (sides.size === 0 || !after) return true;
  return [...sides.values()].some(({ behind }) => behind === 'set-back' || (!far && behind === 'lines'));
}

const keyOf = ({ seat }: LoggedRoomObject, { record }: LoggedRecord): string =>
  `${seat.name}/${'connection' in record ? record.connection : 0}`;

const sequenceOf = ({ record }: LoggedRecord): number =>
  record.kind === 'seen' && 'sequence' in record.observation ? (record.observation.sequence ?? 0) : 0;

const requestOf = ({ record }: LoggedRecord): number => (record.kind === 'sent' ? (record.request ?? 0) : 0);

function before(sides: Map<string, Side>, object: LoggedRoomObject, logged: LoggedRecord, timing: Timing): void {
  const key = keyOf(object, logged);
  const side: Side = sides.get(key) ?? { object, sequence: 0, request: 0, at: 0, behind: 'nothing' };
  side.sequence = Math.max(side.sequence, sequenceOf(logged));
  side.request = Math.max(side.request, requestOf(logged));
  side.at = timing.written(logged.record.at, logged.line);
  sides.set(key, side);
}

function behind(side: Side, logged: LoggedRecord, timing: Timing, torn: Set<LoggedRoomObject>): void {
  const [sequence, request] = [sequenceOf(logged), requestOf(logged)];
  if ((sequence > 0 && sequence <= side.sequence) || (request > 0 && request < side.request)) torn.add(side.object);
  if (side.behind === 'nothing') side.behind = 'lines';
  // The end of a connection is its last line: if its stamp is earlier, the clock was set.
  const tells = sequence > 0 || request > 0 || isEnd(logged);
  if (tells && timing.written(logged.record.at, logged.line) < side.at) side.behind = 'set-back';
}

const isEnd = ({ record }: LoggedRecord): boolean =>
  record.kind === 'seen'
    ? record.observation.kind === 'closed'
    : record.kind === 'sent' && ['cut', 'close'].includes(record.action.kind);
