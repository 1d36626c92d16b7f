/** When a loss becomes a departure, and when everybody must have been told of it. */
import { reason as reasonCode } from '../../../gen/codes.js';
import { firstIndex } from '../../exchange/search.js';
import { lossToldMs, NOTICED_MS } from '../../exchange/timing.js';
import { lossesOfParticipation, type PlacedLoss } from './connections.js';
import type { SeenParticipation, SeenRoomObject, Timeline, ToldDeparture } from './timeline.js';
import { apartMs, edge, timeAt, timeoutOf, unnotedMs, waitOf, windowOf } from './windows.js';

/**
 * When everybody must have been told of a loss, in milliseconds: the window is over then, and its second. Nothing
 * where no time is known.
 */
export function dueAt(timeline: Timeline, roomObject: SeenRoomObject, loss: PlacedLoss): number | undefined {
  const unheardMs = unheardFor(timeline, loss, timeoutOf(roomObject));
  if (unheardMs === undefined) return undefined;
  const waitMs = lossToldMs(waitOf(timeline, roomObject, loss));
  return timeAt(timeline, loss.index) + unheardMs + waitMs + timeline.history.profile.slackMs;
}

/** The index of the last record that is not later than that. */
export const lastUntil = (timeline: Timeline, ms: number): number =>
  firstIndex(0, timeline.end, (index) => timeAt(timeline, index) > ms) - 1;

/** When a close that says goodbye must have been taken as a Leave, in milliseconds. Clause `connection.goodbye`. */
export const goodbyeDueAt = (timeline: Timeline, { index }: PlacedLoss): number =>
  timeAt(timeline, index) + apartMs(timeline) + NOTICED_MS + timeline.history.profile.slackMs;

/** How long after a loss the server may not know of it; nothing where it may never, for nobody misses the silent without a timeout. */
function unheardFor(timeline: Timeline, { how }: PlacedLoss, timeoutMs: number): number | undefined {
  // The wait for it counts the silence already.
  if (how === 'silence') return timeoutMs === 0 ? undefined : 0;
  if (!timeline.recorded || (how !== 'cut' && how !== 'close')) return 0;
  // A close frame is a word.
  return unnotedMs(timeline, timeoutMs) ?? (how === 'close' ? 0 : undefined);
}

/** Whether it was there all the time, and saw everything when it came. */
export const seesAtOnce = ({ roomObject }: SeenParticipation): boolean =>
  roomObject?.attempts.length === 1 && roomObject.attempts.every(({ connection }) => !connection.froze);

/**
 * How long after the loss somebody was told of a departure by it; negative where the window was over, nothing where
 * it is none.
 */
export function tooEarly(
  timeline: Timeline,
  participation: SeenParticipation,
  { reason, index }: ToldDeparture,
): number | undefined {
  const { roomObject } = participation;
  if (!roomObject || !timeline.timed || reason.some((code) => code !== reasonCode.WEBSOCKET_DISCONNECTED))
    return undefined;
  const losses = windowedLosses(timeline, participation, roomObject);
  const [loss] = losses;
  if (!loss || loss.index > index) return undefined;
  const told = timeAt(timeline, index);
  const due = Math.min(
    ...losses.map((one) => timeAt(timeline, one.heard ?? one.index) + waitOf(timeline, roomObject, one) * edge),
  );
  return told < due - apartMs(timeline) ? told - timeAt(timeline, loss.index) : -1;
}

/** The losses after which a window runs; none where it may have ended at once. */
export function windowedLosses(
  timeline: Timeline,
  participation: SeenParticipation,
  roomObject: SeenRoomObject,
): PlacedLoss[] {
  const losses = lossesOfParticipation(participation).filter(({ how }) => how !== 'goodbye');
  const atOnce = windowOf(timeline, roomObject) === 0 || losses.some(({ how }) => how === 'restart');
  return atOnce ? [] : losses;
}
