/** By which clause a participation must end that nobody was shown to leave: its connection is gone for good. */
import type { ClauseId } from '../../gen/clauses.js';
import { openEntries } from './timeline/causes.js';
import { dropped, lossesOf, lossesOfParticipation, type PlacedLoss } from './timeline/connections.js';
import { dueAt, goodbyeDueAt } from './timeline/loss-times.js';
import type { ConnectionLoss } from './timeline/parts.js';
import type { SeenParticipation, SeenRoomObject, Timeline } from './timeline/timeline.js';
import { timeAt, windowOf } from './timeline/windows.js';

const clauseOf: Readonly<Record<ConnectionLoss['how'], ClauseId>> = {
  cut: 'connection.lost',
  silence: 'connection.lost',
  restart: 'connection.lost',
  goodbye: 'connection.goodbye',
  close: 'connection.other-close',
  malformed: 'frame.contained',
};

/** The clause by which a participation without RoomLeft must end: its connection is gone, and its window is over. */
export function clauseOfLoss(
  timeline: Timeline,
  participation: SeenParticipation,
  announced = false,
): ClauseId | undefined {
  if (participation.left || participation.next) return undefined;
  if (!participation.entry) {
    const entries = openEntries(timeline, participation.participant, participation.room);
    const lost = entries.length > 0 && entries.every(({ roomObject }) => lostForGood(timeline, roomObject));
    if (!lost) return undefined;
    const said = entries.every(({ roomObject }) => lossesOf(roomObject).every(({ how }) => how === 'goodbye'));
    return said ? 'connection.goodbye' : 'connection.lost';
  }
  const first = lossesOfParticipation(participation).find(
    (loss) =>
      (announced || !lingers(timeline, participation.roomObject, loss)) && isRead(participation.roomObject, loss),
  );
  if (first) return clauseOf[first.how];
  return participation.joined &&
    dropped(participation) !== undefined &&
    windowed(timeline, participation.roomObject) === 0
    ? 'connection.lost'
    : undefined;
}

const windowed = (timeline: Timeline, roomObject: SeenRoomObject | undefined): number =>
  roomObject ? windowOf(timeline, roomObject) : 0;

const lostForGood = (timeline: Timeline, roomObject: SeenRoomObject): boolean => {
  const losses = lossesOf(roomObject);
  return roomObject.attempts.every(({ connection }) =>
    losses.some((loss) => loss.connection === connection && !lingers(timeline, roomObject, loss)),
  );
};

/**
 * A goodbye behind another loss of the same connection is not read any more, nor one where another connection may
 * have taken over.
 */
const isRead = (roomObject: SeenRoomObject | undefined, { how, index, connection }: PlacedLoss): boolean =>
  how !== 'goodbye' ||
  (roomObject?.attempts.every((other) => other.connection === connection || (connection.carries && other.answer)) ===
    true &&
    connection.losses.every((other) => other.index >= index));

/** Whether the server need not have announced it yet. A goodbye is a Leave, but outside of the fence: its second is waited for. */
function lingers(timeline: Timeline, roomObject: SeenRoomObject | undefined, loss: PlacedLoss): boolean {
  const lastAt = timeAt(timeline, timeline.end - 1);
  if (loss.how === 'goodbye') return timeline.timed && lastAt <= goodbyeDueAt(timeline, loss);
  // Somebody who was lost without a window is waited for before the closing fence.
  if (!roomObject || (windowed(timeline, roomObject) === 0 && loss.how !== 'silence')) return false;
  const due = dueAt(timeline, roomObject, loss);
  return due === undefined || lastAt <= due;
}
