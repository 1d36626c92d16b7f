import type { Sheet } from '../sheet.js';
import { codeOf, tellingsOf } from '../timeline/causes.js';
import { bound } from '../timeline/connections.js';
import { surelyBefore, together } from '../timeline/presence.js';
import type { SeenParticipation, Timeline, WayIn } from '../timeline/timeline.js';
import { messageWords } from '../timeline/words.js';

/** `join.replace` and `join.replace-one-step`: the newer one of two wins, in the same meeting. */
export function replaces(timeline: Timeline, sheet: Sheet): void {
  if (!timeline.has('replace')) return;
  for (const { participations, entries } of timeline.rooms.values()) {
    for (const entry of entries)
      if (entry.refused?.code === 'already_exists') refusal(sheet, entry, entry.refused.index);
    for (const newer of participations)
      for (const older of participations)
        if (newer !== older && newer.participant === older.participant && newer.joined)
          pair(timeline, sheet, newer, older);
  }
}

function refusal(sheet: Sheet, { roomObject, room }: WayIn, index: number): void {
  sheet.held('join.replace');
  sheet.against(
    'join.replace',
    index,
    `Joined: ${roomObject.seat.participant} takes its own place in ${room}`,
    'Rejected{already_exists}',
  );
}

function pair(timeline: Timeline, sheet: Sheet, newer: SeenParticipation, older: SeenParticipation): void {
  const { joined } = newer;
  if (!joined || !older.joined || older.joined.index > joined.index) return;
  if (tellingsOf(older).length > 0) sheet.held('join.replace');
  const [cause] = older.causes.own;
  const known =
    older.causes.unfounded.length === 0 && older.causes.own.length === 1 && older.causes.enders.length === 0;
  const sole = known && cause?.kind === 'replaced' && cause.entry === newer.entry;
  if (!sole || older.causes.present > newer.causes.asked) {
    if (together(older, newer)) participations(timeline, sheet, newer, older);
    return;
  }
  sheet.held('join.replace');
  sheet.held('join.replace-one-step');
  const seen = messageWords(joined.seen);
  if (older.session !== newer.session)
    sheet.against('join.replace-one-step', joined.index, `the session of ${older.id}: ${older.session}`, seen);
  if (newer.roster.has(older.id))
    sheet.against(
      'join.replace-one-step',
      joined.index,
      `${older.id}, which it has replaced, not in the roster`,
      `${seen} with it`,
    );
  if (timeline.fenced && bound(older)) participations(timeline, sheet, newer, older);
}

/** Both are there at once: the older one should have gone by the newer one's Joined. */
function participations(timeline: Timeline, sheet: Sheet, newer: SeenParticipation, older: SeenParticipation): void {
  if (!surelyBefore(older, newer) && !bound(older)) return;
  const allowed = `the departure of ${older.id} with ${codeOf(timeline, 'replaced')}: ${newer.id} has joined`;
  sheet.missing('join.replace', timeline.end, allowed, 'none');
}
