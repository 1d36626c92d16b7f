/** `request.first-refusal`: a token that opens nothing is refused before anybody looks who is in the room. */
import type { Sheet } from '../sheet.js';
import type { Entry, View } from '../timeline/timeline.js';

export function firstRefusal(view: View, sheet: Sheet): void {
  if (!view.history.profile.tokens || view.has('replace')) return;
  for (const entry of view.entries)
    if (entry.flaw && !(entry.request && !view.has('switch')) && isThereTwice(view, entry)) refusal(sheet, entry);
}

/** Somebody has been in the room as that participant, so that another refusal may fit as well. */
const isThereTwice = (view: View, { room, join }: Entry): boolean =>
  view.rooms.get(room)?.stays.some(({ participant }) => participant === join.seat.participant) === true;

function refusal(sheet: Sheet, { flaw, refused, join, room }: Entry): void {
  if (!refused) return;
  sheet.held('request.first-refusal');
  if (refused.code !== 'already_exists') return;
  const allowed = `the refusal of a token that is ${flaw}, to ${join.seat.name} in ${room}, before any other`;
  sheet.against('request.first-refusal', refused.at, allowed, 'Rejected{already_exists}');
}
