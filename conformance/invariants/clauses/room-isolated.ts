import type { Sheet } from '../sheet.js';
import type { Stay, View } from '../timeline/timeline.js';

/** `room.isolated`: nobody is shown a participation of another room. What an End or a Remove does there `reason.true` finds. */
export function roomIsolated(view: View, sheet: Sheet): void {
  if (view.rooms.size < 2) return;
  for (const observer of view.stays) {
    sheet.held('room.isolated');
    for (const id of observer.roster.keys())
      mention(view, sheet, observer, id, observer.joined?.at ?? 0, `${id} in the roster`);
    for (const [id, { at }] of observer.arrivals) mention(view, sheet, observer, id, at, `ParticipantJoined{${id}}`);
    for (const [id, at] of observer.departures) mention(view, sheet, observer, id, at, `ParticipantLeft{${id}}`);
  }
}

function mention(view: View, sheet: Sheet, observer: Stay, id: string, at: number, seen: string): void {
  const other = view.stay(id);
  sheet.held('room.isolated');
  if (!other || other.room === observer.room) return;
  const allowed = `nothing of ${id}, who is in ${other.room}, to ${observer.id}, who is in ${observer.room}`;
  sheet.against('room.isolated', at, allowed, `${seen} to ${observer.id}`);
}
