import type { Sheet } from '../sheet.js';
import { tellsEnd } from '../timeline/causes.js';
import type { Timeline } from '../timeline/timeline.js';

/**
 * `announces.each`: before RoomLeft for the whole room, ParticipantLeft for each of the others.
 * Everybody whom the leaver was shown has departed by then: before, or with it.
 */
export function announcesEach(timeline: Timeline, sheet: Sheet): void {
  if (!timeline.has('announces_each')) return;
  for (const { id, left, roster, arrivals, departures } of timeline.participations) {
    if (!left || left.attempt || !tellsEnd(left.reason)) continue;
    sheet.held('announces.each');
    const untold = [...roster.keys(), ...arrivals.keys()].find((other) => other !== id && !departures.has(other));
    if (untold === undefined) continue;
    const allowed = `ParticipantLeft{${untold}} to ${id} before`;
    sheet.against('announces.each', left.index, allowed, 'RoomLeft without it');
  }
}
