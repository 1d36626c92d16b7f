/**
 * What the records of a group of rooms amount to: who is present, what everyone has been shown, and whether
 * anything is under way.
 */
import type { Seen, Sent } from '../../exchange/history.js';
import type { JoinedObservation } from '../../exchange/observation.js';
import type { GroupSnapshot, LoggedRecord, LoggedRoomObject, LoggedState, RoomGroup } from './types.js';

/** Follows all records of a group. */
export function survey(group: RoomGroup): GroupSnapshot {
  const states = new Map<LoggedRoomObject, LoggedState>();
  for (const logged of group.records) {
    const { object, record } = logged;
    if (!object) continue;
    const state = states.get(object) ?? begin(states, object);
    if (record.kind === 'sent') act(state, record, logged);
    else if (record.kind === 'seen') show(state, record, logged);
  }
  const all = [...states.values()];
  const present = all.filter(({ joined, lostAt }) => joined && lostAt === undefined);
  return { at: group.at, present, atRest: group.calls.size === 0 && quiet(group, all) && agree(present) };
}

function begin(states: Map<LoggedRoomObject, LoggedState>, object: LoggedRoomObject): LoggedState {
  const { request, sequence } = object.checkpoint ?? { request: 0, sequence: 0 };
  const empty = { room: '', connection: 0, token: '', closing: false, joined: undefined, lostAt: undefined };
  const made: LoggedState = {
    object,
    request,
    sequence,
    ...empty,
    opening: undefined,
    others: new Map(),
    waiting: new Map(),
  };
  states.set(object, made);
  return made;
}

function act(state: LoggedState, { action, request, connection, at }: Sent, logged: LoggedRecord): void {
  switch (action.kind) {
    case 'join':
      state.room ||= action.room;
      state.opening = logged;
      break;
    case 'repeat':
    case 'resume':
      state.opening = logged;
      break;
    case 'cut':
    case 'close':
    case 'malformed':
      lose(state, connection, at);
      break;
    case 'ack':
    case 'again':
      break;
    default:
      if (request !== undefined) state.waiting.set(request, logged);
      state.request = Math.max(state.request, request ?? 0);
  }
}

function lose(state: LoggedState, connection: number, at: number): void {
  if (connection < state.connection) return;
  state.opening = undefined;
  state.closing = false;
  state.waiting.clear();
  if (state.joined) state.lostAt ??= at;
}

function show(state: LoggedState, { observation: seen, connection, at }: Seen, logged: LoggedRecord): void {
  if (!logged.synthetic && 'sequence' in seen) state.sequence = Math.max(state.sequence, seen.sequence ?? 0);
  switch (seen.kind) {
    case 'joined':
      showJoined(state, seen, connection, logged);
      break;
    case 'resumed':
      state.opening = undefined;
      state.lostAt = undefined;
      state.connection = connection;
      state.token = seen.token;
      break;
    case 'rejected':
    case 'accepted':
      if (seen.kind === 'rejected' && (seen.replyTo ?? 0) === 0) state.opening = undefined;
      state.waiting.delete(seen.replyTo ?? 0);
      break;
    case 'roomLeft':
      Object.assign(state, { joined: undefined, opening: undefined, lostAt: undefined, closing: true });
      state.waiting.clear();
      break;
    case 'participantJoined':
      state.others.set(seen.member.participation, seen.member);
      break;
    case 'participantLeft':
      state.others.delete(seen.participation);
      break;
    case 'closed':
      lose(state, connection, at);
      break;
  }
}

/** Let in by its Join, shown that once more, or let in elsewhere by a SwitchRoom. */
function showJoined(state: LoggedState, seen: JoinedObservation, connection: number, { line }: LoggedRecord): void {
  const asked = state.waiting.get(seen.replyTo ?? 0)?.record;
  if (asked?.kind === 'sent' && asked.action.kind === 'switch') state.room = asked.action.room;
  state.waiting.delete(seen.replyTo ?? 0);
  if ((seen.replyTo ?? 0) === 0) Object.assign(state, { connection, opening: undefined, lostAt: undefined });
  state.joined = { observation: seen, line };
  if (seen.token !== '') state.token = seen.token;
  state.others.clear();
  for (const member of seen.roster) state.others.set(member.participation, member);
}

/** Nobody waits for an answer or a close, and nobody who is lost can still come back. */
function quiet(group: RoomGroup, all: readonly LoggedState[]): boolean {
  return all.every((one) => {
    if (one.opening || one.closing || one.waiting.size > 0) return false;
    return one.lostAt === undefined || isGone(group, all, one, one.lostAt);
  });
}

/** Those who are still there were told; where nobody is, the window must be over. */
function isGone(group: RoomGroup, all: readonly LoggedState[], { room, joined }: LoggedState, lostAt: number): boolean {
  const others = all.filter((other) => other.room === room && other.joined && other.lostAt === undefined);
  if (others.length === 0) return group.at - lostAt > group.lingerMs;
  const id = joined?.observation.participation ?? '';
  return others.every(({ others: shown }) => !shown.has(id));
}

/** Everybody who is present has been shown all the others, and nobody else. */
function agree(present: readonly LoggedState[]): boolean {
  const rooms = new Map<string, Set<string>>();
  for (const { room, joined } of present) {
    const ids = rooms.get(room) ?? new Set();
    ids.add(joined?.observation.participation ?? '');
    rooms.set(room, ids);
  }
  return present.every(({ room, others }) => {
    const ids = rooms.get(room);
    return ids?.size === others.size + 1 && [...others.keys()].every((id) => ids.has(id));
  });
}
