/**
 * A history by the room objects that its application has begun one after another: each Join of the application begins
 * another one, and what the client carries over from the one before is a fault.
 */
import type { ClientRecord, History, HistoryRecord } from '../../../exchange/history.js';

/** Of each record, the number of the room object that it belongs to; 0 is the first. */
export function livesOf({ records }: History): readonly number[] {
  let newest = -1;
  const begun = records.map((record) => {
    if (isJoin(record)) newest += 1;
    return Math.max(0, newest);
  });
  const ofConnections = connectionLives(records, begun);
  const ofCalls = new Map(
    records.flatMap((record, index) =>
      record.kind === 'sent' && record.request ? [[record.request, begun[index] ?? 0] as const] : [],
    ),
  );
  return records.map((record, index) => {
    const own = isOfConnection(record) ? ofConnections.get(record.connection) : ofCalls.get(callEnded(record));
    return own ?? begun[index] ?? 0;
  });
}

/** The number of the call that has ended: that may be after the application has begun another room object. */
const callEnded = (record: HistoryRecord): number =>
  record.kind === 'client' && record.note.kind === 'returned' ? record.note.call : 0;

/**
 * A connection belongs to the room object that was the newest when its first message came, or to the one whose token it
 * presents. What an application does from inside a listener may be heard before it is known that the listener was called:
 * then a Join with a `join_id` of its own begins the next room object.
 */
function connectionLives(records: readonly HistoryRecord[], begun: readonly number[]): ReadonlyMap<number, number> {
  const given = new Map<string, number>();
  const joinIds = new Map<number, string>();
  const lives = new Map<number, number>();
  let mayJoinInside = false;
  records.forEach((record, index) => {
    if (record.kind === 'sent' && record.action.kind === 'listener')
      mayJoinInside ||= record.action.reaction === 'join';
    if (!isOfConnection(record)) return;
    const { connection, note } = record;
    let life = lives.get(connection) ?? begun[index] ?? 0;
    if (note.kind === 'heard' && 'token' in note.heard)
      life = Math.min(life, given.get(note.heard.token ?? '') ?? life);
    if (note.kind === 'heard' && note.heard.message === 'join') {
      const { joinId = '' } = note.heard;
      const own = joinIds.get(life) ?? joinId;
      if (own !== joinId && mayJoinInside) life += 1;
      joinIds.set(life, joinIds.get(life) ?? joinId);
    }
    lives.set(connection, life);
    const { token = '' } = note.kind === 'said' ? note.said : {};
    if (token !== '' && !given.has(token)) given.set(token, life);
  });
  return lives;
}

const isJoin = (record: HistoryRecord): boolean => record.kind === 'sent' && record.action.kind === 'join';

const isOfConnection = (record: HistoryRecord): record is ClientRecord =>
  record.kind === 'client' && record.note.kind !== 'told' && record.note.kind !== 'returned';

/** How many room objects there are; at least one. */
export const countLives = ({ records }: History): number => Math.max(1, records.filter(isJoin).length);
