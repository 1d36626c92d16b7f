import { wsClose } from '../../../gen/codes.js';
import type { History, Seen } from '../../exchange/history.js';
import { OPERATOR } from '../../exchange/names.js';
import { identify } from './identify.js';
import type { Draft } from './parts.js';
import { SeenReader, silent } from './read-seen.js';
import { SentReader } from './read-sent.js';
import { type Facts, type Reading, Registry } from './registry.js';
import type { SeenConnection } from './timeline.js';
import { openings } from './unnamed-sessions.js';
import { timeAt } from './windows.js';

/** Reads a history, in one pass over its records. */
export function read(history: History): Reading {
  const registry = new Registry(history);
  const sent = new SentReader(registry);
  const seen = new SeenReader(registry);
  const unnamed = openings(history.records);
  history.records.forEach((record, index) => {
    if (record.kind === 'sent') sent.read(record, index);
    else if (record.kind === 'overdue') sent.overdue(record, index);
    else if (record.kind === 'seen' && record.seat === OPERATOR) seen.answered(record, index);
    else if (record.kind === 'seen') seen.read(inSession(record, unnamed.get(index)), index);
  });
  for (const connection of registry.connections.values()) silence(registry, connection);
  // Where the fence is known to be broken, no answer proves anything.
  const fenceless = history.profile.deviations.some(({ clause }) => clause === 'fence.effects-first');
  if (fenceless) for (const { proofs } of registry.participations) proofs.length = 0;
  identify(registry, seen.mentions);
  return readingOf(registry);
}

/**
 * Somebody who was frozen was silent; where that did not last, and the far end is still there when the connection
 * heals, nothing has come of it.
 */
function silence(registry: Registry, { froze, closed, losses }: Draft<SeenConnection>): void {
  if (!froze) return;
  if (froze.healed !== undefined) {
    const timeoutMs = registry.history.profile.heartbeat?.timeoutMs ?? 0;
    const quietMs = timeAt(registry, froze.healed) - timeAt(registry, froze.heard);
    const lasted = closed?.seen.code === BROKEN_OFF || quietMs > timeoutMs * silent;
    if (timeoutMs === 0 || !lasted) return;
  }
  losses.push({ index: froze.index, how: 'silence', heard: froze.heard });
  losses.sort((a, b) => a.index - b.index);
}

/** What a WebSocket reports that ended without a close frame. */
const BROKEN_OFF = wsClose.NO_FRAME;

function inSession(record: Seen, session: string | undefined): Seen {
  const { observation } = record;
  if (session === undefined || observation.kind !== 'joined') return record;
  return { ...record, observation: { ...observation, session } };
}

function readingOf(registry: Registry): Reading {
  const { history, roomObjects, entries, requests, calls, participations, mentionedOnly, rooms, sessions, restarts } =
    registry;
  const features = new Set(history.profile.features);
  const facts: Facts = {
    history,
    end: history.records.length,
    fenced: history.settled === 'fenced',
    timed: history.records.some(({ at }, index) => at !== index),
    recorded: history.scenario.rounds.length === 0,
    has: (feature) => features.has(feature),
    restarts,
    connections: [...registry.connections.values()],
    roomObjects,
    entries,
    requests,
    calls,
    participations,
    mentionedOnly,
    participation: (id) => registry.byId.get(id),
    rooms,
    sessions,
  };
  return { facts, causes: registry.causes };
}
