import type { Sheet } from '../sheet.js';
import { openEntries } from '../timeline/causes.js';
import { surelyBefore, together } from '../timeline/presence.js';
import type { SeenParticipation, Timeline, WayIn } from '../timeline/timeline.js';
import { messageWords } from '../timeline/words.js';

/** `join.duplicate`: one participant has one stay at a time; and is refused for no other reason than that. */
export function joinDuplicate(timeline: Timeline, sheet: Sheet): void {
  if (timeline.has('replace')) return;
  for (const { participations, entries } of timeline.rooms.values()) {
    for (const participation of participations)
      for (const other of participations)
        if (other !== participation && other.participant === participation.participant && participation.joined)
          twice(sheet, participation, other);
    for (const entry of entries) if (entry.refused && plain(entry)) refusal(timeline, sheet, entry, entry.refused);
  }
}

/** Nothing else is wrong with it: neither its token nor, of a SwitchRoom, the room. */
export const plain = ({ flaw, request, room }: WayIn): boolean =>
  flaw === undefined && (!request || (request.participation !== undefined && request.participation.room !== room));

function twice(sheet: Sheet, participation: SeenParticipation, other: SeenParticipation): void {
  const both = together(participation, other) && (other.joined?.index ?? 0) < (participation.joined?.index ?? 0);
  if (!participation.joined || !(surelyBefore(other, participation) || both)) return;
  sheet.held('join.duplicate');
  sheet.against(
    'join.duplicate',
    participation.joined.index,
    `Rejected{already_exists}: ${other.id} is present`,
    messageWords(participation.joined.seen),
  );
}

function refusal(timeline: Timeline, sheet: Sheet, entry: WayIn, refused: NonNullable<WayIn['refused']>): void {
  const { roomObject, room, index: asked, request } = entry;
  const { participant } = roomObject.seat;
  const participations = (timeline.rooms.get(room)?.participations ?? []).filter(
    (participation) => participation.participant === participant,
  );
  const present = participations.find(({ causes }) => causes.present < asked && causes.untouched > refused.index);
  const seen = `Rejected{${refused.code}}`;
  if (present) {
    sheet.held('join.duplicate');
    if (refused.code === 'already_exists' || (request && !timeline.has('switch'))) return;
    sheet.against('join.duplicate', refused.index, `Rejected{already_exists}: ${present.id} is present`, seen);
    return;
  }
  if (refused.code !== 'already_exists') return;
  const possible = participations.some(({ causes }) => causes.asked < refused.index && causes.gone > asked);
  const unseen = openEntries(timeline, participant, room).some(
    (other) => other !== entry && other.index < refused.index,
  );
  sheet.held('join.duplicate');
  if (possible || unseen) return;
  sheet.against('join.duplicate', refused.index, `Joined: no stay of ${participant} is left in ${room}`, seen);
}
