import type { Sheet } from '../sheet.js';
import { tellsEnd } from '../timeline/causes.js';
import type { Timeline } from '../timeline/timeline.js';
import { reasonWords } from '../timeline/words.js';

/** `departure.once`: nobody is told twice of the same departure, whatever the codes. */
export function departureOnce(timeline: Timeline, sheet: Sheet): void {
  for (const observer of timeline.participations) {
    sheet.held('departure.once', observer.departures.size);
    for (const { index, id, reason } of observer.repeatedDepartures) {
      const seen = `ParticipantLeft{${id}, ${reasonWords(reason)}}, a second time`;
      // In an end nobody observes another's departure: what is told of it is told by `announces.each` alone.
      const clause = tellsEnd(reason) && timeline.has('announces_each') ? 'history.nothing-else' : 'departure.once';
      sheet.against(clause, index, `one ParticipantLeft for ${id} to ${observer.id}`, seen);
    }
  }
}
