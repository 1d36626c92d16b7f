/** For tests that look at a group of rooms, as its lines have left it. */

import type { LogContext } from '../../logs/rooms/connection-names.js';
import { SEGMENT_RECORDS } from '../../logs/rooms/group.js';
import { Router } from '../../logs/rooms/router.js';
import type { RoomGroup } from '../../logs/rooms/types.js';
import { entryOf, type Talk } from './talk.test.helper.js';

/** A log of which nothing is said, or the opposite of some of that. */
export const contextWith = (some: Partial<LogContext> = {}): LogContext => ({
  complete: () => true,
  place: (line) => `line ${line}`,
  isSetSince: () => false,
  disprove: () => {},
  misname: () => {},
  disorder: () => {},
  ...some,
});

/** All lines, brought to their groups. */
export function routed(talk: Talk, context: LogContext = contextWith()): Router {
  const router = new Router(context, SEGMENT_RECORDS);
  for (const [index, line] of talk.entries()) {
    const entry = entryOf(line);
    if (entry.kind !== 'head' && entry.kind !== 'reported') router.route(entry, index + 1);
  }
  return router;
}

/** The only group of these lines. */
export function groupOf(talk: Talk): RoomGroup {
  const [group, ...others] = routed(talk).groups;
  if (!group || others.length > 0) throw new Error('These lines are not about one group of rooms.');
  return group;
}

/** The records of the last lines, without what all of them have; and what is known of the last connection. */
export function behind(talk: Talk, last = 1) {
  const group = groupOf(talk);
  const records = group.records.filter(({ line }) => line > talk.length - last);
  const connection = [...group.connections].at(-1);
  return { group, records: records.map(({ record }) => record), state: connection?.state, ended: connection?.ended };
}
