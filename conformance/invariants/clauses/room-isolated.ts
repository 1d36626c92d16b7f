import type { Sheet } from '../sheet.js';
import type { SeenParticipation, Timeline } from '../timeline/timeline.js';

/** `room.isolated`: nobody is shown a participation of another room. What an End or a Remove does there `reason.true` finds. */
export function roomIsolated(timeline: Timeline, sheet: Sheet): void {
  if (timeline.rooms.size < 2) return;
  for (const observer of timeline.participations) {
    sheet.held('room.isolated');
    for (const id of observer.roster.keys())
      mention(timeline, sheet, observer, id, observer.joined?.index ?? 0, `${id} in the roster`);
    for (const [id, { index }] of observer.arrivals)
      mention(timeline, sheet, observer, id, index, `ParticipantJoined{${id}}`);
    for (const [id, index] of observer.departures)
      mention(timeline, sheet, observer, id, index, `ParticipantLeft{${id}}`);
  }
}

function mention(
  timeline: Timeline,
  sheet: Sheet,
  observer: SeenParticipation,
  id: string,
  index: number,
  seen: string,
): void {
  const other = timeline.participation(id);
  sheet.held('room.isolated');
  if (!other || other.room === observer.room) return;
  const allowed = `nothing of ${id}, who is in ${other.room}, to ${observer.id}, who is in ${observer.room}`;
  sheet.against('room.isolated', index, allowed, `${seen} to ${observer.id}`);
}
