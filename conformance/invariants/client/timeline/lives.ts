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

/** A connection belongs to the room object that was the newest when it was opened, or to the one whose token it presents. */
function connectionLives(records: readonly HistoryRecord[], begun: readonly number[]): ReadonlyMap<number, number> {
  const given = new Map<string, number>();
  const lives = new Map<number, number>();
  records.forEach((record, index) => {
    if (!isOfConnection(record)) return;
    const { connection, note } = record;
    const life = lives.get(connection) ?? begun[index] ?? 0;
    const presented = note.kind === 'heard' && 'token' in note.heard ? given.get(note.heard.token ?? '') : undefined;
    lives.set(connection, Math.min(life, presented ?? life));
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
