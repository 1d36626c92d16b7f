/** The numbers of records, counted from the checkpoint of each room object. */
import type { HistoryRecord, Seen, Sent } from '../../exchange/history.js';
import type { Observation } from '../../exchange/observation.js';
import type { Checkpoint, LoggedRecord, LoggedRoomObject } from '../rooms/types.js';
import type { JoinOutcome } from './forgotten-joins.js';

/** A number that no request has. It stands for a request that had been answered before the checkpoint. */
const ANSWERED = 2 ** 31;

/** Rebases the records of a group, one after the other. `complete`: nothing that was before the log goes on in it. */
export function rebasing(complete: boolean, outcomes: ReadonlyMap<LoggedRoomObject, JoinOutcome>) {
  /** Room objects whose beginning is known, and those of which something had to be left out. */
  const begun = new Set<LoggedRoomObject>();
  const lost = new Set<LoggedRoomObject>();
  const tokens = new Set<string>();
  const answered = new Set<LoggedRoomObject>();

  const knows = (object: LoggedRoomObject): boolean => begun.has(object) && !lost.has(object);

  /** Whether nobody can tell what it goes on from. */
  const isUncertain = (object: LoggedRoomObject): boolean =>
    object.flaws.size > 0 || object.origin === 'before-restart' || outcomes.get(object) === 'open';

  /** Whether it looks like a first Join, and is answered as one that has been answered before. */
  function wasBefore(record: HistoryRecord, object: LoggedRoomObject): boolean {
    if (complete || record.kind !== 'seen' || answered.has(object)) return false;
    answered.add(object);
    const { observation: seen } = record;
    const first = seen.kind === 'joined' && (seen.sequence ?? 0) <= 1 && seen.lastRequest === 0;
    return !first && seen.kind !== 'rejected' && seen.kind !== 'closed';
  }

  function sent(record: Sent, checkpoint: Checkpoint): Sent | undefined {
    const { action, request, sequence, token } = record;
    if (action.kind === 'repeat') return undefined;
    if (action.kind === 'resume') {
      if (sequence === undefined || sequence < checkpoint.sequence || !tokens.has(token ?? '')) return undefined;
      return { ...record, sequence: sequence - checkpoint.sequence + checkpoint.synthetic };
    }
    if (request === undefined) return record;
    return request > checkpoint.request ? { ...record, request: request - checkpoint.request } : undefined;
  }

  function renumbered(record: HistoryRecord, checkpoint: Checkpoint): HistoryRecord | undefined {
    if (record.kind === 'seen') return seenSince(record, checkpoint);
    return record.kind === 'sent' ? sent(record, checkpoint) : record;
  }

  return {
    /** Whether all records of this room object can be judged. */
    knows,

    /** Whether nothing had to be left out. */
    isWhole: (): boolean => lost.size === 0,

    /** The record with its numbers; undefined where it depends on what has been forgotten. */
    rebased({ record, object, synthetic }: LoggedRecord): HistoryRecord | undefined {
      if (!object) return record;
      if (record.kind === 'sent' && (record.action.kind === 'join' || (complete && object.origin === 'no-join')))
        begun.add(object);
      if (!knows(object) || isUncertain(object) || wasBefore(record, object)) {
        lost.add(object);
        return undefined;
      }
      const { checkpoint } = object;
      const rebased = synthetic || !checkpoint ? record : renumbered(record, checkpoint);
      if (!rebased) lost.add(object);
      else if (rebased.kind === 'seen' && 'token' in rebased.observation) tokens.add(rebased.observation.token);
      return rebased;
    },
  };
}

/** Undefined where it had been shown before the checkpoint. */
function seenSince(record: Seen, checkpoint: Checkpoint): Seen | undefined {
  const { observation: seen } = record;
  if (seen.kind === 'closed' || seen.kind === 'invalid') return record;
  const { sequence = 0, replyTo = 0 } = seen;
  if (sequence > 0 && sequence <= checkpoint.sequence) return undefined;
  const numbers = {
    sequence: sequence === 0 ? 0 : sequence - checkpoint.sequence + checkpoint.synthetic,
    replyTo: replyTo === 0 ? 0 : replyTo > checkpoint.request ? replyTo - checkpoint.request : ANSWERED,
  };
  const last = 'lastRequest' in seen ? { lastRequest: Math.max(0, seen.lastRequest - checkpoint.request) } : {};
  return { ...record, observation: { ...seen, ...numbers, ...last } as Observation };
}
