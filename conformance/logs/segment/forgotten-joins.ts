/**
 * A Join under an id whose past has been let go. It is a first one where the server has forgotten the id as well, and lets it in;
 * otherwise it is told what became of it once, or refused, and nobody else hears of that.
 */

import type { Group } from '../rooms/group.js';
import type { Entry, RoomObject } from '../rooms/types.js';

/** `told`: it can be left out, and nothing is missing without it. `open`: nobody knows yet. */
export type Outcome = 'let-in' | 'told' | 'open';

export function outcomes({ objects, entries }: Group): ReadonlyMap<RoomObject, Outcome> {
  const again = new Map([...objects].filter((object) => object.again).map((object) => [object, 0]));
  if (again.size === 0) return new Map();
  for (const { object, record } of entries) {
    const open = object && again.get(object);
    if (open !== undefined) again.set(object as RoomObject, open + change(record));
  }
  return new Map([...again].map(([object, open]) => [object, outcomeOf(open)]));
}

/** More than all that can be open. */
const LET_IN = Number.POSITIVE_INFINITY;

/** How many of its Joins have no answer: one more, one less, or none any more that matters. */
function change(record: Entry['record']): number {
  if (record.kind === 'sent') return record.action.kind === 'join' || record.action.kind === 'repeat' ? 1 : 0;
  if (record.kind !== 'seen') return 0;
  const { observation: seen } = record;
  if (seen.kind === 'joined') return LET_IN;
  return seen.kind === 'roomLeft' || (seen.kind === 'rejected' && (seen.replyTo ?? 0) === 0) ? -1 : 0;
}

const outcomeOf = (open: number): Outcome => (open === LET_IN ? 'let-in' : open > 0 ? 'open' : 'told');
