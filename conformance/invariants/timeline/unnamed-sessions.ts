/**
 * Sessions of a system that does not name them. In every opening of a room each newcomer's roster names somebody who
 * was there before,
 * so those whom rosters link were there in one opening, and a Joined with an empty roster begins another one.
 */
import type { History, HistoryRecord } from '../../exchange/history.js';

/** A name for the session of each Joined that shows none, by its index in the records. */
export function openings(records: readonly HistoryRecord[]): ReadonlyMap<number, string> {
  if (!records.some(isUnnamed)) return none;
  const rooms = new Map<string, string>();
  const links = newLinks();
  const unnamed = new Map<number, string>();
  for (const [index, record] of records.entries()) {
    if (record.kind === 'skipped') continue;
    const connection = `${record.seat}/${record.connection}`;
    if (record.kind === 'sent' && record.action.kind === 'join') rooms.set(connection, record.action.room);
    if (record.kind === 'sent' && record.action.kind === 'switch')
      rooms.set(`${connection} ${record.request}`, record.action.room);
    if (record.kind !== 'seen' || record.observation.kind !== 'joined' || record.observation.session !== '') continue;
    const { participation, roster, replyTo } = record.observation;
    // The answer to a switch leads into another room.
    rooms.set(connection, rooms.get(`${connection} ${replyTo}`) ?? rooms.get(connection) ?? '');
    const inRoom = (id: string): string => `${rooms.get(connection) ?? ''}?${id}`;
    unnamed.set(index, inRoom(participation));
    for (const other of roster) links.add(inRoom(participation), inRoom(other.participation));
  }
  return new Map([...unnamed].map(([index, participation]) => [index, links.first(participation)]));
}

/** Whether the Joined of this index names its session. */
export function showsSession({ records }: History, index: number): boolean {
  const record = records[index];
  return record !== undefined && !isUnnamed(record);
}

const none: ReadonlyMap<number, string> = new Map();

const isUnnamed = (record: HistoryRecord): boolean =>
  record.kind === 'seen' && record.observation.kind === 'joined' && record.observation.session === '';

/** Who is linked to whom: of each group, one speaks for all. */
function newLinks() {
  const next = new Map<string, string>();
  const first = (one: string): string => {
    const other = next.get(one);
    return other === undefined ? one : first(other);
  };
  return {
    first,
    add(one: string, other: string): void {
      const [from, to] = [first(one), first(other)];
      if (from !== to) next.set(from, to);
    },
  };
}
