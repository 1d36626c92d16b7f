/** `ids.compared` and `ids.length`: an id is its bytes, and 128 of them are never too many. */

import type { Sheet } from '../sheet.js';
import { openEntries } from '../timeline/causes.js';
import type { Entry, Stay, View } from '../timeline/timeline.js';
import { plain } from './join-duplicate.js';

export function idsCompared(view: View, sheet: Sheet): void {
  for (const { stays, entries } of view.rooms.values())
    for (const entry of entries) {
      const { participant } = entry.join.seat;
      const twin = stays.find((stay) => areTwins(stay.participant, participant));
      if (twin && plain(entry) && (entry.stay || entry.refused)) compared(view, sheet, entry, stays, twin);
    }
}

function compared(view: View, sheet: Sheet, entry: Entry, stays: readonly Stay[], twin: Stay): void {
  sheet.held('ids.compared');
  const { room, join, refused } = entry;
  const { participant } = join.seat;
  if (refused?.code !== 'already_exists') return;
  const itself = stays.some((stay) => stay.participant === participant);
  if (itself || openEntries(view, participant, room).some((other) => other !== entry)) return;
  const allowed = `Joined: ${participant} is not ${twin.participant}, who is in ${room}`;
  sheet.against('ids.compared', refused.at, allowed, 'Rejected{already_exists}');
}

/** Not the same, but so much alike that a server might take one for the other. */
const areTwins = (one: string, other: string): boolean => one !== other && folded(one) === folded(other);

const folded = (id: string): string => id.normalize('NFKC').toLowerCase().trim();

/** An id that is so long may be refused for it. */
const MOST_BYTES = 128;
/** Shorter ones are refused for something else. */
const LONG_BYTES = 64;

export function idsLength(view: View, sheet: Sheet): void {
  for (const entry of view.entries) {
    const { room, join, refused, stay } = entry;
    const longest = Math.max(bytesOf(room), bytesOf(join.seat.participant));
    if (longest <= LONG_BYTES || longest > MOST_BYTES || !plain(entry)) continue;
    if (stay || refused) sheet.held('ids.length');
    if (refused?.code !== 'invalid_argument') continue;
    const allowed = `Joined: an id of ${longest} bytes is not too long`;
    sheet.against('ids.length', refused.at, allowed, 'Rejected{invalid_argument}');
  }
}

const encoder = new TextEncoder();
const bytesOf = (id: string): number => encoder.encode(id).length;
