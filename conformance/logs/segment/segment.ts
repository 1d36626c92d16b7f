/** The records of a group as a history that can be judged. */
import type { Feature } from '../../exchange/features.js';
import type { History, HistoryRecord, Sent } from '../../exchange/history.js';
import type { LogHead } from '../../exchange/log.js';
import type { Profile } from '../../exchange/profile.js';
import { isOpen } from '../rooms/group.js';
import type { LoggedRecord, LoggedRoomObject, RoomGroup } from '../rooms/types.js';
import { outcomesOfForgottenJoins } from './forgotten-joins.js';
import { rebasing } from './rebase.js';

/** A part of a log that is judged at once: the records of one group, from where it was judged last. */
export interface Segment {
  readonly history: History;
  /** The logged record of each record of the history. The records that end the history have none. */
  readonly records: readonly LoggedRecord[];
  /** Whether nothing had to be left out: nobody came back to what had been forgotten, or to what was before the log. */
  readonly whole: boolean;
  readonly end: SegmentEnd;
}

/** `goes-on`: what comes behind is unknown. Everybody who is still connected is then taken as cut off. */
export type SegmentEnd = 'goes-on' | 'over';

/** What the log says of all its segments. */
export interface SegmentOptions {
  readonly head: LogHead;
  readonly features: readonly Feature[];
  readonly end: SegmentEnd;
  /** The log has all lines of the group up to this stamp. */
  readonly until: number;
}

/** The records of a group, from the first to the last. */
export function segmentOf(group: RoomGroup, { head, features, end, until }: SegmentOptions): Segment {
  const outcomes = outcomesOfForgottenJoins(group);
  const numbers = rebasing(head.complete, outcomes);
  const start = group.records[0]?.record.at ?? 0;
  const judged = group.records.filter(({ object }) => !object || outcomes.get(object) !== 'told');
  const rebased = judged.map((logged) => ({ logged, record: numbers.rebased(logged) }));
  const kept: LoggedRecord[] = [];
  const records: HistoryRecord[] = [];
  for (const { logged, record } of rebased) {
    // Where one record of a room object is left out, all are: half a stream would be accused of what it lacks.
    if (!record || (logged.object && !numbers.knows(logged.object))) continue;
    kept.push(logged);
    records.push({ ...record, at: record.at - start });
  }
  const known = [...group.connections].filter(({ object }) => numbers.knows(object));
  for (const { state, object, number } of known) if (isOpen(state)) records.push(cut(object, number, group.at - start));
  // Only the close frame is still awaited there, and no other line need be late for that.
  for (const { state, object, number } of known)
    if (state === 'left' && end === 'goes-on') records.push(cut(object, number, Math.max(group.at, until) - start));
  const seats = [...group.objects].map(({ seat }) => seat);
  const profile = profileOf(records, head, features);
  const { writer, lossSeenMs } = head;
  const written = { writer, lossSeenMs };
  const history: History = { scenario: { seats, rounds: [] }, profile, records, settled: 'fenced', written };
  return { history, records: kept, whole: numbers.isWhole(), end };
}

function cut({ seat: { name: seat } }: LoggedRoomObject, connection: number, at: number): Sent {
  return { kind: 'sent', at, seat, round: 0, connection, action: { kind: 'cut', seat, how: 'fin' } };
}

function profileOf(records: readonly HistoryRecord[], head: LogHead, features: readonly Feature[]): Profile {
  const { name, slackMs, deviations } = head;
  const joined = records.find((record) => record.kind === 'seen' && record.observation.kind === 'joined');
  const seen = joined?.kind === 'seen' && joined.observation.kind === 'joined' ? joined.observation : undefined;
  return {
    name,
    side: 'server',
    wire: true,
    features: seen?.features ?? features,
    resumeWindowMs: seen?.resumeWindowMs ?? 0,
    tokens: false,
    slackMs,
    unsupported: [],
    deviations,
  };
}

/** The line in which it begins. Synthetic records have none. */
export const beginningOf = (records: readonly LoggedRecord[]): number =>
  records.find(({ synthetic }) => !synthetic)?.line ?? 0;
