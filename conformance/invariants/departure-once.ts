import type { Sheet } from './sheet.js';
import type { View } from './view.js';
import { reasonWords } from './words.js';

/** `departure.once`: nobody is told twice of the same departure, whatever the codes. */
export function departureOnce(view: View, sheet: Sheet): void {
  for (const observer of view.stays) {
    sheet.held('departure.once', observer.departures.size);
    for (const { at, id, reason } of observer.departedAgain) {
      const seen = `ParticipantLeft{${id}, ${reasonWords(reason)}}, a second time`;
      sheet.against('departure.once', at, `one ParticipantLeft for ${id} to ${observer.id}`, seen);
    }
  }
}
