/**
 * A room that is open for long must not be held in memory for as long. Where it is at rest, its past can be let go: what comes
 * after is judged as if those who are present had just joined, one after the other.
 */

import { prelude } from './checkpoint.js';
import { type Group, isOpen, SEGMENT } from './group.js';
import { type Snapshot, survey } from './survey.js';
import type { Connection, RoomObject } from './types.js';

/** Where a group is not at rest, it is looked at again after so many entries more, until there are so many times too many. */
const AGAIN = 256;
const MOST_SEGMENTS = 8;

/** Nothing can come back to these. */
export interface LetGo {
  readonly objects: readonly RoomObject[];
  readonly connections: readonly Connection[];
  /** Rooms in which nobody is any more who was there before the system was started again. */
  readonly settled: readonly string[];
}

const nothing: LetGo = { objects: [], connections: [], settled: [] };

/**
 * Lets the past of a group go, if it is at rest, up to the rest before this one; `judge` is called first.
 * So everything is judged together with what came before and behind it.
 */
export function look(group: Group, judge: () => void): LetGo {
  const snapshot = survey(group);
  if (!snapshot.atRest) return inTheMiddle(group, snapshot, judge);
  const { rest, partly } = group;
  if (partly || rest) judge();
  let gone = nothing;
  // Where everybody has been shown the same, nobody is left of a past that could not be seen.
  if (partly) gone = { ...letGo(group, group.entries.length, snapshot, true), settled: roomsOf(snapshot) };
  else if (rest) gone = letGo(group, rest.index, rest.snapshot, true);
  group.partly = undefined;
  group.rest = { index: group.entries.length, snapshot };
  group.lookAt = group.entries.length + segment(group);
  return gone;
}

/** Not at rest for long: what is under way goes on, but from here on each client can be judged by its own stream alone. */
function inTheMiddle(group: Group, snapshot: Snapshot, judge: () => void): LetGo {
  if (group.entries.length < group.made + MOST_SEGMENTS * segment(group)) {
    group.lookAt = group.entries.length + AGAIN;
    return nothing;
  }
  judge();
  const gone = letGo(group, group.entries.length, snapshot, false);
  group.partly ??= 'restless';
  group.rest = undefined;
  group.lookAt = group.entries.length + segment(group);
  return gone;
}

const roomsOf = ({ present }: Snapshot): string[] => present.map(({ room }) => room);

/** A large room is looked at less often: what stands for its past is long. */
const segment = ({ made }: Group): number => Math.max(SEGMENT, 2 * made);

function letGo(group: Group, index: number, { at, present }: Snapshot, clear: boolean): LetGo {
  const waiting = present.flatMap((one) => [...one.waiting.values()]);
  const made = prelude(present, at, clear);
  for (const { standing, sequence } of made.bases) {
    const request = Math.min(standing.request, ...[...standing.waiting.keys()].map((number) => number - 1));
    standing.object.base = { request, sequence: standing.sequence, made: sequence };
  }
  group.made = made.entries.length;
  group.entries = [...made.entries, ...waiting, ...group.entries.slice(index)];
  return forgotten(group);
}

function forgotten(group: Group): LetGo {
  const kept = new Set(group.entries.map(({ object }) => object));
  // Those of whom nothing can stand for the past may go on in silence.
  for (const { state, object } of group.connections) if (object.past && isOpen(state)) kept.add(object);
  const connections = [...group.connections].filter(({ state, object }) => state === 'closed' || !kept.has(object));
  const objects = [...group.objects].filter((object) => !kept.has(object));
  for (const connection of connections) group.leave(connection);
  for (const object of objects) group.objects.delete(object);
  return { objects, connections, settled: [] };
}
