import type { Sheet } from '../sheet.js';
import { openEntries } from '../timeline/causes.js';
import { surelyBefore, together } from '../timeline/presence.js';
import type { Entry, Stay, View } from '../timeline/timeline.js';
import { messageWords } from '../timeline/words.js';

/** `join.duplicate`: one participant has one stay at a time; and is refused for no other reason than that. */
export function joinDuplicate(view: View, sheet: Sheet): void {
  if (view.has('replace')) return;
  for (const { stays, entries } of view.rooms.values()) {
    for (const stay of stays)
      for (const other of stays)
        if (other !== stay && other.participant === stay.participant && stay.joined) twice(sheet, stay, other);
    for (const entry of entries) if (entry.refused && plain(entry)) refusal(view, sheet, entry, entry.refused);
  }
}

/** Nothing else is wrong with it: neither its token nor, of a SwitchRoom, the room. */
export const plain = ({ flaw, request, room }: Entry): boolean =>
  flaw === undefined && (!request || (request.stay !== undefined && request.stay.room !== room));

function twice(sheet: Sheet, stay: Stay, other: Stay): void {
  const both = together(stay, other) && (other.joined?.at ?? 0) < (stay.joined?.at ?? 0);
  if (!stay.joined || !(surelyBefore(other, stay) || both)) return;
  sheet.held('join.duplicate');
  sheet.against(
    'join.duplicate',
    stay.joined.at,
    `Rejected{already_exists}: ${other.id} is present`,
    messageWords(stay.joined.seen),
  );
}

function refusal(view: View, sheet: Sheet, entry: Entry, refused: NonNullable<Entry['refused']>): void {
  const { join, room, at: asked, request } = entry;
  const { participant } = join.seat;
  const stays = (view.rooms.get(room)?.stays ?? []).filter((stay) => stay.participant === participant);
  const present = stays.find(({ causes }) => causes.present < asked && causes.untouched > refused.at);
  const seen = `Rejected{${refused.code}}`;
  if (present) {
    sheet.held('join.duplicate');
    if (refused.code === 'already_exists' || (request && !view.has('switch'))) return;
    sheet.against('join.duplicate', refused.at, `Rejected{already_exists}: ${present.id} is present`, seen);
    return;
  }
  if (refused.code !== 'already_exists') return;
  const possible = stays.some(({ causes }) => causes.asked < refused.at && causes.gone > asked);
  const unseen = openEntries(view, participant, room).some((other) => other !== entry && other.at < refused.at);
  sheet.held('join.duplicate');
  if (possible || unseen) return;
  sheet.against('join.duplicate', refused.at, `Joined: no stay of ${participant} is left in ${room}`, seen);
}
