/** The times that a server announces, in milliseconds, and when a record was made. */
import type { ConnectionLoss } from './parts.js';
import type { SeenRoomObject, Timeline } from './timeline.js';

/** At the very edge two clocks need not agree. */
export const edge = 0.95;

/** How long a loss takes until it is a departure: the window, and before it the time that nobody is missed. */
export const waitOf = (timeline: Timeline, roomObject: SeenRoomObject, { how }: ConnectionLoss): number =>
  windowOf(timeline, roomObject) + (how === 'silence' ? timeoutOf(roomObject) : 0);

/** How long a connection may be silent, as announced; 0 for ever. */
export const timeoutOf = ({ participations }: SeenRoomObject): number =>
  participations[0]?.joined?.seen.heartbeatTimeoutMs ?? 0;

/** The announced resume window. */
export const windowOf = ({ history }: Timeline, { participations }: SeenRoomObject): number =>
  participations[0]?.joined?.seen.resumeWindowMs ?? history.profile.resumeWindowMs;

/**
 * How far the end of a connection and the server's note of it may be apart, as the head of a log says; in a test the suite ends connections
 * itself.
 */
export const apartMs = ({ recorded, history: { written } }: Timeline): number =>
  recorded ? (written?.lossSeenMs ?? 0) : 0;

/**
 * How long after the end of a connection in a log the server may take note of it; nothing where it may never. Where the server writes the log,
 * the line is its note. Another one may see an end that the server misses until the heartbeat timeout.
 */
export function unnotedMs(timeline: Timeline, timeoutMs: number): number | undefined {
  const most = apartMs(timeline);
  if (timeline.history.written?.writer === 'server') return most;
  return Math.max(timeoutMs, most) || undefined;
}

/** When a record was made, in milliseconds. */
export const timeAt = ({ history: { records } }: Pick<Timeline, 'history'>, index: number): number =>
  records[index]?.at ?? 0;
