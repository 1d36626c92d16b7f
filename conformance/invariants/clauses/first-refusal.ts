/** `request.first-refusal`: a token that opens nothing is refused before anybody looks who is in the room. */
import type { Sheet } from '../sheet.js';
import type { Timeline, WayIn } from '../timeline/timeline.js';

export function firstRefusal(timeline: Timeline, sheet: Sheet): void {
  if (!timeline.history.profile.tokens || timeline.has('replace')) return;
  for (const entry of timeline.entries)
    if (entry.flaw && !(entry.request && !timeline.has('switch')) && isThereTwice(timeline, entry))
      refusal(sheet, entry);
}

/** Somebody has been in the room as that participant, so that another refusal may fit as well. */
const isThereTwice = (timeline: Timeline, { room, roomObject }: WayIn): boolean =>
  timeline.rooms.get(room)?.participations.some(({ participant }) => participant === roomObject.seat.participant) ===
  true;

function refusal(sheet: Sheet, { flaw, refused, roomObject, room }: WayIn): void {
  if (!refused) return;
  sheet.held('request.first-refusal');
  if (refused.code !== 'already_exists') return;
  const allowed = `the refusal of a token that is ${flaw}, to ${roomObject.seat.name} in ${room}, before any other`;
  sheet.against('request.first-refusal', refused.index, allowed, 'Rejected{already_exists}');
}
