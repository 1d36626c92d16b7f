/**
 * Forgets old records of a room that stays open, so that memory does not grow. Where the room is at rest, what
 * comes after is judged as if those who are present had just joined, one after the other.
 */
import { syntheticJoins } from './checkpoint.js';
import { isOpen, removeConnection } from './group.js';
import { survey } from './survey.js';
import type { GroupSnapshot, LoggedConnection, LoggedRoomObject, RoomGroup } from './types.js';

/** Where a group is not at rest, it is surveyed again so often in each segment, up to so many segments. */
const RETRIES = 8;
const MOST_SEGMENTS = 8;

/** What has been forgotten: nothing can come back to it. */
interface Compacted {
  readonly objects: readonly LoggedRoomObject[];
  readonly connections: readonly LoggedConnection[];
  /** Rooms in which nobody is any more who was there before the system was started again. */
  readonly settled: readonly string[];
}

const nothing: Compacted = { objects: [], connections: [], settled: [] };

/**
 * Forgets the records of a group, if it is at rest, up to the rest before this one; `judge` is called first. So
 * each record is judged together with those before and behind it.
 */
export function compact(group: RoomGroup, judge: () => void): Compacted {
  const snapshot = survey(group);
  if (!snapshot.atRest) return compactUnrested(group, snapshot, judge);
  const { rest, partly } = group;
  if (partly || rest) judge();
  let compacted = nothing;
  // Where everybody has been shown the same, nobody is left of a past that could not be seen.
  if (partly) compacted = { ...forget(group, group.records.length, snapshot), settled: roomsOf(snapshot) };
  else if (rest) compacted = forget(group, rest.index, rest.snapshot);
  group.partly = undefined;
  group.rest = { index: group.records.length, snapshot };
  group.compactFrom = group.records.length + enoughRecords(group);
  return compacted;
}

/**
 * Not at rest for long: what is under way goes on, but from here on each client can be judged by its own stream
 * alone.
 */
function compactUnrested(group: RoomGroup, snapshot: GroupSnapshot, judge: () => void): Compacted {
  if (group.records.length < group.synthetic + MOST_SEGMENTS * enoughRecords(group)) {
    group.compactFrom = group.records.length + group.segmentRecords / RETRIES;
    return nothing;
  }
  judge();
  const compacted = forget(group, group.records.length, snapshot);
  group.partly ??= 'restless';
  group.rest = undefined;
  group.compactFrom = group.records.length + enoughRecords(group);
  return compacted;
}

const roomsOf = ({ present }: GroupSnapshot): string[] => present.map(({ room }) => room);

/** A large room is compacted less often: its synthetic records are many. */
const enoughRecords = ({ segmentRecords, synthetic }: RoomGroup): number => Math.max(segmentRecords, 2 * synthetic);

/** Puts synthetic records in the place of those before `index`. */
function forget(group: RoomGroup, index: number, { at, present, atRest }: GroupSnapshot): Compacted {
  const waiting = present.flatMap((one) => [...one.waiting.values()]);
  const made = syntheticJoins(present, at, atRest);
  for (const { state, sequence } of made.present) {
    const request = Math.min(state.request, ...[...state.waiting.keys()].map((number) => number - 1));
    state.object.checkpoint = { request, sequence: state.sequence, synthetic: sequence };
  }
  group.synthetic = made.records.length;
  group.records = [...made.records, ...waiting, ...group.records.slice(index)];
  return forgotten(group);
}

/** Takes those off the group who have no records any more. */
function forgotten(group: RoomGroup): Compacted {
  const kept = new Set(group.records.map(({ object }) => object));
  // No synthetic record stands for these, and they may go on in silence.
  for (const { state, object } of group.connections)
    if (object.origin === 'before-restart' && isOpen(state)) kept.add(object);
  const connections = [...group.connections].filter(({ state, object }) => state === 'closed' || !kept.has(object));
  const objects = [...group.objects].filter((object) => !kept.has(object));
  for (const connection of connections) removeConnection(group, connection);
  for (const object of objects) group.objects.delete(object);
  return { objects, connections, settled: [] };
}
