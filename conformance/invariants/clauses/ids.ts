/** `ids.compared` and `ids.length`: an id is its bytes, and 128 of them are never too many. */

import type { Sheet } from '../sheet.js';
import { openEntries } from '../timeline/causes.js';
import type { SeenParticipation, Timeline, WayIn } from '../timeline/timeline.js';
import { plain } from './join-duplicate.js';

export function idsCompared(timeline: Timeline, sheet: Sheet): void {
  for (const { participations, entries } of timeline.rooms.values())
    for (const entry of entries) {
      const { participant } = entry.roomObject.seat;
      const twin = participations.find((participation) => areTwins(participation.participant, participant));
      if (twin && plain(entry) && (entry.participation || entry.refused))
        compared(timeline, sheet, entry, participations, twin);
    }
}

function compared(
  timeline: Timeline,
  sheet: Sheet,
  entry: WayIn,
  participations: readonly SeenParticipation[],
  twin: SeenParticipation,
): void {
  sheet.held('ids.compared');
  const { room, roomObject, refused } = entry;
  const { participant } = roomObject.seat;
  if (refused?.code !== 'already_exists') return;
  const itself = participations.some((participation) => participation.participant === participant);
  if (itself || openEntries(timeline, participant, room).some((other) => other !== entry)) return;
  const allowed = `Joined: ${participant} is not ${twin.participant}, who is in ${room}`;
  sheet.against('ids.compared', refused.index, allowed, 'Rejected{already_exists}');
}

/** Not the same, but so much alike that a server might take one for the other. */
const areTwins = (one: string, other: string): boolean => one !== other && folded(one) === folded(other);

const folded = (id: string): string => id.normalize('NFKC').toLowerCase().trim();

/** An id that is so long may be refused for it. */
const MOST_BYTES = 128;
/** Shorter ones are refused for something else. */
const LONG_BYTES = 64;

export function idsLength(timeline: Timeline, sheet: Sheet): void {
  for (const entry of timeline.entries) {
    const { room, roomObject, refused, participation } = entry;
    const longest = Math.max(bytesOf(room), bytesOf(roomObject.seat.participant));
    if (longest <= LONG_BYTES || longest > MOST_BYTES || !plain(entry)) continue;
    if (participation || refused) sheet.held('ids.length');
    if (refused?.code !== 'invalid_argument') continue;
    const allowed = `Joined: an id of ${longest} bytes is not too long`;
    sheet.against('ids.length', refused.index, allowed, 'Rejected{invalid_argument}');
  }
}

const encoder = new TextEncoder();
const bytesOf = (id: string): number => encoder.encode(id).length;
