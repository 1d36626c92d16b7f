/**
 * A Join with the id of a room object that has been forgotten. It is a first Join where the server has forgotten
 * the id as well, and lets it in; otherwise it is told what became of it once, or refused, and nobody else hears of
 * that.
 */
import type { LoggedRecord, LoggedRoomObject, RoomGroup } from '../rooms/types.js';

/** `told`: it can be left out, and nothing is missing without it. `open`: it has no answer yet. */
export type JoinOutcome = 'let-in' | 'told' | 'open';

/** What becomes of the room objects of a group that begin with such a Join. */
export function outcomesOfForgottenJoins({ objects, records }: RoomGroup): ReadonlyMap<LoggedRoomObject, JoinOutcome> {
  const unanswered = new Map([...objects].filter(isForgottenJoin).map((object) => [object, 0]));
  if (unanswered.size === 0) return new Map();
  for (const { object, record } of records) {
    const open = object && unanswered.get(object);
    if (open !== undefined) unanswered.set(object as LoggedRoomObject, open + change(record));
  }
  return new Map([...unanswered].map(([object, open]) => [object, outcomeOf(open)]));
}

const isForgottenJoin = ({ origin }: LoggedRoomObject): boolean => origin === 'forgotten-join';

/** More than can be unanswered. */
const LET_IN = Number.POSITIVE_INFINITY;

/** By how much the number of its unanswered Joins changes. */
function change(record: LoggedRecord['record']): number {
  if (record.kind === 'sent') return record.action.kind === 'join' || record.action.kind === 'repeat' ? 1 : 0;
  if (record.kind !== 'seen') return 0;
  const { observation: seen } = record;
  if (seen.kind === 'joined') return LET_IN;
  return seen.kind === 'roomLeft' || (seen.kind === 'rejected' && (seen.replyTo ?? 0) === 0) ? -1 : 0;
}

const outcomeOf = (open: number): JoinOutcome => (open === LET_IN ? 'let-in' : open > 0 ? 'open' : 'told');
