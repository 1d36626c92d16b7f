import type { Sheet } from '../sheet.js';
import { arrivedBy } from '../timeline/presence.js';
import { knows } from '../timeline/proofs.js';
import type { SeenParticipation, Timeline } from '../timeline/timeline.js';

const never = Number.POSITIVE_INFINITY;

/** `join.announced`, one of them, and `join.no-past`: whoever is in the roster, or came before, is not announced. */
export function announcements(timeline: Timeline, sheet: Sheet): void {
  for (const observer of timeline.participations) {
    sheet.held('join.no-past', observer.joined?.seen.roster.length ?? 0);
    for (const { index, id } of observer.repeatedArrivals) {
      const clause = observer.roster.has(id) ? 'join.no-past' : 'join.announced';
      const allowed = observer.roster.has(id)
        ? `nothing of ${id}: it is in the roster`
        : `one ParticipantJoined for ${id}`;
      sheet.against(clause, index, allowed, `ParticipantJoined{${id}} to ${observer.id}`);
    }
    for (const [id, { index }] of observer.arrivals) {
      sheet.held('join.no-past');
      const other = timeline.participation(id);
      if (observer.roster.has(id) || !other || other.room !== observer.room || other === observer) continue;
      if (other.causes.present < observer.causes.asked && arrivedBy(other) < observer.causes.asked)
        sheet.against(
          'join.no-past',
          index,
          `nothing of ${id}: it joined before ${observer.id}`,
          `ParticipantJoined{${id}}`,
        );
    }
    for (const [id, index] of observer.departures) departureOfStranger(timeline, sheet, observer, id, index);
  }
}

/** Told of a departure, and never of an arrival: it was in the past, or the arrival is missing. */
function departureOfStranger(
  timeline: Timeline,
  sheet: Sheet,
  observer: SeenParticipation,
  id: string,
  index: number,
): void {
  sheet.held('join.no-past');
  const other = timeline.participation(id);
  if (!other || other === observer || other.room !== observer.room) return;
  if (other.causes.gone < observer.causes.asked && !observer.arrivals.has(id)) {
    const allowed = `nothing of ${id}: it was gone before ${observer.id} joined`;
    sheet.against('join.no-past', index, allowed, `ParticipantLeft{${id}}`);
  } else if (!knows(observer, id) && other.causes.asked < never) {
    const later = !other.joined || other.roster.has(observer.id) || other.causes.asked > arrivedBy(observer);
    const clause = later ? 'join.announced' : 'join.no-past';
    const allowed = later ? `ParticipantJoined{${id}} before` : `nothing of ${id}: it is not in the roster`;
    sheet.against(clause, index, allowed, `ParticipantLeft{${id}}`);
  }
}
