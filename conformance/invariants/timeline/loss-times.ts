import { lossToldMs } from '../../exchange/index.js';
import type { PlacedLoss } from './connections.js';
import { timeoutOf, waitOf } from './own-causes.js';
import type { SeenParticipation, SeenRoomObject, Timeline } from './timeline.js';

/** When everybody must have been told of a loss, in milliseconds: the window is over then, and its second. Nothing where no time is known. */
export function dueAt(timeline: Timeline, roomObject: SeenRoomObject, loss: PlacedLoss): number | undefined {
  const unseen = mayBeUnseen(timeline, loss);
  const timeoutMs = timeoutOf(roomObject);
  // Without a timeout nobody misses the silent.
  if (unseen && timeoutMs === 0) return undefined;
  const unheardMs = unseen && loss.how !== 'silence' ? timeoutMs : 0;
  const { records, profile } = timeline.history;
  return (records[loss.index]?.at ?? 0) + unheardMs + lossToldMs(waitOf(timeline, roomObject, loss)) + profile.slackMs;
}

/** Whether the server may know of it by the silence alone. Where clients write a log, they may see an end that it does not see. */
const mayBeUnseen = ({ recorded }: Timeline, { how }: PlacedLoss): boolean =>
  how === 'silence' || (recorded && (how === 'cut' || how === 'close'));

/** Whether it was there all the time, and saw everything when it came. */
export const seesAtOnce = ({ roomObject }: SeenParticipation): boolean =>
  roomObject?.attempts.length === 1 && roomObject.attempts.every(({ connection }) => !connection.froze);
