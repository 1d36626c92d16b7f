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

/** When a record was made, in milliseconds. */
export const timeAt = ({ history: { records } }: Timeline, index: number): number => records[index]?.at ?? 0;
