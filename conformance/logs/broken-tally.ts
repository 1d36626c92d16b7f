/** Counts the violations of a log clause by clause, with when and where, and keeps the first of each: there may be millions. */
import type { ClauseId } from '../../gen/clauses.js';
import {
  type BrokenInLog,
  KEPT_OF_A_CLAUSE,
  type LogFinding,
  type LogPlace,
  type RoomsOfLog,
} from '../exchange/log-report.js';

/** So many rooms of a clause are told from one another. */
const MOST_ROOMS = 10_000;
/** So many rooms are named. */
const MOST_NAMED = 10;

/** What was found up to now. */
export interface BrokenTally {
  /** `shown`: the violation with the lines that show it, which is asked for where it is kept. Returns what is known of it then. */
  add(finding: LogFinding, shown: () => LogFinding): LogFinding;
  /** The most frequent first. */
  clauses(): readonly BrokenInLog[];
}

interface Count {
  times: number;
  readonly first: LogFinding[];
  since: LogPlace;
  until: LogPlace;
  readonly rooms: Map<string, number>;
  more: boolean;
}

/** A tally without violations. `kept`: so many of each clause are kept. */
export function brokenTally(kept = KEPT_OF_A_CLAUSE): BrokenTally {
  const counted = new Map<ClauseId, Count>();
  return {
    add(finding, shown) {
      const place = placeOf(finding);
      const begun: Count = { times: 0, first: [], since: place, until: place, rooms: new Map(), more: false };
      const one = counted.get(finding.clause) ?? begun;
      counted.set(finding.clause, one);
      one.times += 1;
      if (place.at < one.since.at) one.since = place;
      if (place.at > one.until.at) one.until = place;
      countRooms(one, finding.rooms);
      if (one.first.length >= kept) return finding;
      const full = shown();
      one.first.push(full);
      return full;
    },
    clauses: () =>
      [...counted]
        .map(([clause, { times, first, since, until, ...rooms }]) => ({
          clause,
          times,
          first: [...first],
          extent: { since, until, rooms: roomsOf(rooms) },
        }))
        .toSorted((one, other) => other.times - one.times),
  };
}

const placeOf = ({ file, line, at }: LogFinding): LogPlace => ({ ...(file === undefined ? {} : { file }), line, at });

function countRooms(count: Count, names: readonly string[]): void {
  const { rooms } = count;
  for (const name of names) {
    const before = rooms.get(name) ?? 0;
    if (before > 0 || rooms.size < MOST_ROOMS) rooms.set(name, before + 1);
    else count.more = true;
  }
}

function roomsOf({ rooms, more }: Pick<Count, 'rooms' | 'more'>): RoomsOfLog {
  const sorted = [...rooms].sort(([, one], [, other]) => other - one);
  return { number: rooms.size, more, most: sorted.slice(0, MOST_NAMED).map(([room, times]) => ({ room, times })) };
}
