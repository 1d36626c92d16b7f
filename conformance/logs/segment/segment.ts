/** The entries of a group as a history that can be judged. */
import type {
  Feature,
  History,
  HistoryRecord,
  LogHead,
  Observation,
  Profile,
  Seen,
  Sent,
} from '../../exchange/index.js';
import type { Group } from '../rooms/group.js';
import type { Base, Entry, RoomObject } from '../rooms/types.js';
import { type Outcome, outcomes } from './forgotten-joins.js';

export interface Piece {
  readonly history: History;
  /** The entry of each record; none for what ends the piece. */
  readonly entries: readonly Entry[];
  /** Whether nothing had to be left out: nobody came back to what had been let go, or to what was before the log. */
  readonly whole: boolean;
  readonly end: End;
}

/** What is behind is unknown, where the log ends, or goes on in another piece: as if everybody who is still connected were cut off. */
export type End = 'goes-on' | 'over';

/** `until`: so far the log goes on, be it without a line about this group. */
export function pieceOf(group: Group, head: LogHead, features: readonly Feature[], end: End, until = group.at): Piece {
  const again = outcomes(group);
  const numbers = new Numbers(head.complete, again);
  const start = group.entries[0]?.record.at ?? 0;
  const judged = group.entries.filter(({ object }) => !object || again.get(object) !== 'told');
  const turned = judged.map((entry) => ({ entry, record: numbers.rebased(entry) }));
  const entries: Entry[] = [];
  const records: HistoryRecord[] = [];
  for (const { entry, record } of turned) {
    // Of one of whom something is left out, everything is: half a stream would be accused of what it lacks.
    if (!record || (entry.object && !numbers.knows(entry.object))) continue;
    entries.push(entry);
    records.push({ ...record, at: record.at - start });
  }
  const known = [...group.connections].filter(({ object }) => numbers.knows(object));
  for (const { state, object, number } of known)
    if (state === 'waiting' || state === 'bound') records.push(cut(object, number, group.at - start));
  // Nothing more is awaited there but the close frame, which needs no line of anybody else's to be late.
  for (const { state, object, number } of known)
    if (state === 'left' && end === 'goes-on') records.push(cut(object, number, Math.max(group.at, until) - start));
  const seats = [...group.objects].map(({ seat }) => seat);
  const profile = profileOf(records, head, features);
  const history: History = { scenario: { seats, rounds: [] }, profile, records, settled: 'fenced' };
  return { history, entries, whole: numbers.whole, end };
}

function cut({ seat: { name: seat } }: RoomObject, connection: number, at: number): Sent {
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

/** A number that no request has: what is answered had been answered before, in a past that has been let go. */
const ANSWERED = 2 ** 31;

/** Numbers, counted from where the past of each room object was let go. */
class Numbers {
  readonly #known = new Set<RoomObject>();
  readonly #lost = new Set<RoomObject>();
  readonly #tokens = new Set<string>();
  readonly #answered = new Set<RoomObject>();

  /** `complete`: nothing that was before the log goes on in it. */
  constructor(
    private readonly complete: boolean,
    private readonly again: ReadonlyMap<RoomObject, Outcome>,
  ) {}

  get whole(): boolean {
    return this.#lost.size === 0;
  }

  knows(object: RoomObject): boolean {
    return this.#known.has(object) && !this.#lost.has(object);
  }

  /** The record; none where it leans on what has been let go. */
  rebased({ record, object, made }: Entry): HistoryRecord | undefined {
    if (!object) return record;
    if (record.kind === 'sent' && (record.action.kind === 'join' || (this.complete && object.unopened)))
      this.#known.add(object);
    if (!this.knows(object) || this.#hasPast(object) || this.#wasBefore(record, object)) {
      this.#lost.add(object);
      return undefined;
    }
    const turned = made || !object.base ? record : this.#turned(record, object.base);
    if (!turned) this.#lost.add(object);
    else this.#learn(turned);
    return turned;
  }

  /** What it goes on from nobody can tell, or whether it does. */
  #hasPast(object: RoomObject): boolean {
    return object.torn || Boolean(object.unreadable ?? object.past) || this.again.get(object) === 'open';
  }

  /** What looks like a first Join, and is answered as one that has been answered before. */
  #wasBefore(record: HistoryRecord, object: RoomObject): boolean {
    if (this.complete || record.kind !== 'seen' || this.#answered.has(object)) return false;
    this.#answered.add(object);
    const { observation: seen } = record;
    const first = seen.kind === 'joined' && (seen.sequence ?? 0) <= 1 && seen.lastRequest === 0;
    return !first && seen.kind !== 'rejected' && seen.kind !== 'closed';
  }

  #learn(record: HistoryRecord): void {
    if (record.kind === 'seen' && 'token' in record.observation) this.#tokens.add(record.observation.token);
  }

  #turned(record: HistoryRecord, base: Base): HistoryRecord | undefined {
    if (record.kind === 'seen') return shown(record, base);
    return record.kind === 'sent' ? this.#acted(record, base) : record;
  }

  #acted(record: Sent, base: Base): Sent | undefined {
    const { action, request, sequence, token } = record;
    if (action.kind === 'repeat') return undefined;
    if (action.kind === 'resume') {
      if (sequence === undefined || sequence < base.sequence || !this.#tokens.has(token ?? '')) return undefined;
      return { ...record, sequence: sequence - base.sequence + base.made };
    }
    if (request === undefined) return record;
    return request > base.request ? { ...record, request: request - base.request } : undefined;
  }
}

/** Nothing where it had been shown before the past was let go. */
function shown(record: Seen, base: Base): Seen | undefined {
  const { observation: seen } = record;
  if (seen.kind === 'closed' || seen.kind === 'invalid') return record;
  const { sequence = 0, replyTo = 0 } = seen;
  if (sequence > 0 && sequence <= base.sequence) return undefined;
  const numbers = {
    sequence: sequence === 0 ? 0 : sequence - base.sequence + base.made,
    replyTo: replyTo === 0 ? 0 : replyTo > base.request ? replyTo - base.request : ANSWERED,
  };
  const last = 'lastRequest' in seen ? { lastRequest: Math.max(0, seen.lastRequest - base.request) } : {};
  return { ...record, observation: { ...seen, ...numbers, ...last } as Observation };
}
