/** When a participation must be over by a loss or a goodbye, whether anybody was told of it or not. */
import { lossesOfParticipation, taken } from './connections.js';
import { dueAt, goodbyeDueAt, lastUntil } from './loss-times.js';
import type { SeenParticipation, Timeline } from './timeline.js';

/** A participation that must be over, and by which clause. */
export interface Over {
  readonly clause: 'connection.lost-in-time' | 'connection.goodbye';
  /** By when, in words. */
  readonly allowed: string;
  /** When everybody must have been told, in milliseconds. */
  readonly due: number;
}

/** When everybody must have been told; only where one loss is all that has happened to it since it came, or came back. */
export function overBy(timeline: Timeline, participation: SeenParticipation): Over | undefined {
  const { roomObject, left, next } = participation;
  if (!roomObject || left || next || !roomObject.attempts.every(taken)) return undefined;
  const [loss, ...others] = lossesOfParticipation(participation);
  if (!loss || others.length > 0) return undefined;
  if (loss.how === 'goodbye')
    return {
      clause: 'connection.goodbye',
      allowed: 'within 1 s after the close with 4101',
      due: goodbyeDueAt(timeline, loss),
    };
  const due = ['cut', 'close', 'silence'].includes(loss.how) ? dueAt(timeline, roomObject, loss) : undefined;
  const allowed = 'within 1 s after the resume window';
  return due === undefined ? undefined : { clause: 'connection.lost-in-time', allowed, due };
}

/** The last record by which it need not be over yet; Infinity where nothing says that it must be. */
export function overAfter(timeline: Timeline, participation: SeenParticipation): number {
  const over = overBy(timeline, participation);
  return over ? lastUntil(timeline, over.due) : Number.POSITIVE_INFINITY;
}
