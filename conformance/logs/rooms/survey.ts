/** What a group of rooms has come to: who is present, what everyone has been shown, and whether anything is still under way. */
import type { Member, Observation, Seen, Sent } from '../../exchange/index.js';
import type { Group } from './group.js';
import type { Entry, RoomObject } from './types.js';

type Joined = Observation & { readonly kind: 'joined' };

/** A room object as far as its entries have brought it. */
export interface Standing {
  readonly object: RoomObject;
  room: string;
  /** Where it was let in, as it was shown last; none before that, and after its departure. */
  stay: { readonly joined: Joined; readonly line: number } | undefined;
  connection: number;
  /** Since when it has had no connection. */
  lostAt: number | undefined;
  token: string;
  /** The others who are present, as far as it was shown. */
  readonly view: Map<string, Member>;
  readonly waiting: Map<number, Entry>;
  /** The Join, or the Resume, that has no answer yet. */
  opening: Entry | undefined;
  /** It was told of its departure, and its connection is still open. */
  closing: boolean;
  request: number;
  sequence: number;
}

export interface Snapshot {
  readonly at: number;
  /** Those who are in a room and connected, in the order in which they came. */
  readonly present: readonly Standing[];
  readonly atRest: boolean;
}

export function survey(group: Group): Snapshot {
  const standings = new Map<RoomObject, Standing>();
  for (const entry of group.entries) {
    const { object, record } = entry;
    if (!object) continue;
    const standing = standings.get(object) ?? began(standings, object);
    if (record.kind === 'sent') acted(standing, record, entry);
    else if (record.kind === 'seen') shown(standing, record, entry);
  }
  const all = [...standings.values()];
  const present = all.filter(({ stay, lostAt }) => stay && lostAt === undefined);
  return { at: group.at, present, atRest: group.calls.size === 0 && quiet(group, all) && agree(present) };
}

function began(standings: Map<RoomObject, Standing>, object: RoomObject): Standing {
  const { request, sequence } = object.base ?? { request: 0, sequence: 0 };
  const empty = { room: '', connection: 0, token: '', closing: false, stay: undefined, lostAt: undefined };
  const made: Standing = {
    object,
    request,
    sequence,
    ...empty,
    opening: undefined,
    view: new Map(),
    waiting: new Map(),
  };
  standings.set(object, made);
  return made;
}

function acted(standing: Standing, { action, request, connection, at }: Sent, entry: Entry): void {
  switch (action.kind) {
    case 'join':
      standing.room ||= action.room;
      standing.opening = entry;
      break;
    case 'repeat':
    case 'resume':
      standing.opening = entry;
      break;
    case 'cut':
    case 'close':
    case 'malformed':
      lost(standing, connection, at);
      break;
    case 'ack':
    case 'again':
      break;
    default:
      if (request !== undefined) standing.waiting.set(request, entry);
      standing.request = Math.max(standing.request, request ?? 0);
  }
}

function lost(standing: Standing, connection: number, at: number): void {
  if (connection < standing.connection) return;
  standing.opening = undefined;
  standing.closing = false;
  standing.waiting.clear();
  if (standing.stay) standing.lostAt ??= at;
}

function shown(standing: Standing, { observation: seen, connection, at }: Seen, entry: Entry): void {
  if (!entry.made && 'sequence' in seen) standing.sequence = Math.max(standing.sequence, seen.sequence ?? 0);
  switch (seen.kind) {
    case 'joined':
      joined(standing, seen, connection, entry);
      break;
    case 'resumed':
      standing.opening = undefined;
      standing.lostAt = undefined;
      standing.connection = connection;
      standing.token = seen.token;
      break;
    case 'rejected':
    case 'accepted':
      if (seen.kind === 'rejected' && (seen.replyTo ?? 0) === 0) standing.opening = undefined;
      standing.waiting.delete(seen.replyTo ?? 0);
      break;
    case 'roomLeft':
      Object.assign(standing, { stay: undefined, opening: undefined, lostAt: undefined, closing: true });
      standing.waiting.clear();
      break;
    case 'participantJoined':
      standing.view.set(seen.member.participation, seen.member);
      break;
    case 'participantLeft':
      standing.view.delete(seen.participation);
      break;
    case 'closed':
      lost(standing, connection, at);
      break;
  }
}

/** Let in by its Join, shown that once more, or let in elsewhere by a SwitchRoom. */
function joined(standing: Standing, seen: Joined, connection: number, { line }: Entry): void {
  const asked = standing.waiting.get(seen.replyTo ?? 0)?.record;
  if (asked?.kind === 'sent' && asked.action.kind === 'switch') standing.room = asked.action.room;
  standing.waiting.delete(seen.replyTo ?? 0);
  if ((seen.replyTo ?? 0) === 0) Object.assign(standing, { connection, opening: undefined, lostAt: undefined });
  standing.stay = { joined: seen, line };
  if (seen.token !== '') standing.token = seen.token;
  standing.view.clear();
  for (const member of seen.roster) standing.view.set(member.participation, member);
}

/** Nobody waits for an answer or a close, and nobody who is lost can still come back. */
function quiet(group: Group, all: readonly Standing[]): boolean {
  return all.every((one) => {
    if (one.opening || one.closing || one.waiting.size > 0) return false;
    return one.lostAt === undefined || isGone(group, all, one, one.lostAt);
  });
}

/** Those who are still there were told; where nobody is, the window must be over. */
function isGone(group: Group, all: readonly Standing[], { room, stay }: Standing, lostAt: number): boolean {
  const others = all.filter((other) => other.room === room && other.stay && other.lostAt === undefined);
  if (others.length === 0) return group.at - lostAt > group.lingerMs;
  const id = stay?.joined.participation ?? '';
  return others.every(({ view }) => !view.has(id));
}

/** Everybody who is present has been shown all the others, and nobody else. */
function agree(present: readonly Standing[]): boolean {
  const rooms = new Map<string, Set<string>>();
  for (const { room, stay } of present) {
    const ids = rooms.get(room) ?? new Set();
    ids.add(stay?.joined.participation ?? '');
    rooms.set(room, ids);
  }
  return present.every(({ room, view }) => {
    const ids = rooms.get(room);
    return ids?.size === view.size + 1 && [...view.keys()].every((id) => ids.has(id));
  });
}
