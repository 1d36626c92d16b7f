/** How a group of rooms changes: its connections open and end, and it is joined with another group. */
import type { LoggedConnection, LoggedRecord, RoomGroup } from './types.js';

/** At least so many records are judged together before the records of a room that stays open can be forgotten. */
export const SEGMENT_RECORDS = 2_048;

/**
 * A group without rooms. `lingerMs`: how long after its latest line something may still come, once nobody is
 * connected. `segmentRecords`: how many of its records at least are judged together.
 */
export const newGroup = (lingerMs: number, segmentRecords: number): RoomGroup => ({
  rooms: new Set(),
  objects: new Set(),
  connections: new Set(),
  calls: new Set(),
  records: [],
  at: 0,
  lingerMs,
  rest: undefined,
  segmentRecords,
  compactFrom: segmentRecords,
  synthetic: 0,
  partly: undefined,
  accused: new Set(),
  openConnections: 0,
  page: undefined,
  pageUsed: 0,
});

/** Whether anybody is connected, or the operator waits for an answer. */
export const isGroupOpen = ({ openConnections, calls }: RoomGroup): boolean => openConnections > 0 || calls.size > 0;

/** Whether a connection in this state may still be shown something. */
export const isOpen = (state: LoggedConnection['state']): boolean => state === 'waiting' || state === 'bound';

/** Somebody may be in the group who has no lines of its own. */
export function markIncomplete(group: RoomGroup): void {
  group.partly ??= 'before';
}

/** A connection of the group's, or a new one, changes its state. */
export function changeState(connection: LoggedConnection, state: LoggedConnection['state']): void {
  const { group } = connection.object;
  const wasOpen = group.connections.has(connection) && isOpen(connection.state);
  group.openConnections += Number(isOpen(state)) - Number(wasOpen);
  group.connections.add(connection);
  connection.state = state;
}

/** Removes a connection on which nothing can come any more. */
export function removeConnection(group: RoomGroup, connection: LoggedConnection): void {
  if (group.connections.delete(connection)) group.openConnections -= Number(isOpen(connection.state));
}

/** Moves everything of `other` into `group`. */
export function absorb(group: RoomGroup, other: RoomGroup): void {
  for (const room of other.rooms) group.rooms.add(room);
  for (const connection of other.connections) group.connections.add(connection);
  for (const object of other.objects) group.objects.add(moved(object, group));
  for (const call of other.calls) group.calls.add(moved(call, group));
  for (const line of other.accused) group.accused.add(line);
  group.openConnections += other.openConnections;
  group.records = merged(group.records, other.records);
  group.at = Math.max(group.at, other.at);
  group.lingerMs = Math.max(group.lingerMs, other.lingerMs);
  group.compactFrom = Math.max(group.compactFrom, other.compactFrom);
  group.synthetic += other.synthetic;
  group.partly ??= other.partly;
  // That one group was at rest says nothing of the other.
  group.rest = undefined;
}

function moved<T extends { group: RoomGroup }>(one: T, group: RoomGroup): T {
  one.group = group;
  return one;
}

/** Synthetic records come first, and then the others in the order of their lines. */
function merged(some: readonly LoggedRecord[], others: readonly LoggedRecord[]): LoggedRecord[] {
  const order = ({ synthetic, line }: LoggedRecord) => (synthetic ? 0 : line);
  return [...some, ...others].sort((a, b) => order(a) - order(b));
}
