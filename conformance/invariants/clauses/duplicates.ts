import type { Sheet } from '../sheet.js';
import { codeOf, tellingsOf } from '../timeline/causes.js';
import { bound } from '../timeline/connections.js';
import { surelyBefore, together } from '../timeline/presence.js';
import type { Entry, Stay, View } from '../timeline/timeline.js';
import { messageWords } from '../timeline/words.js';

/** `join.replace` and `join.replace-one-step`: the newer one of two wins, in the same meeting. */
export function replaces(view: View, sheet: Sheet): void {
  if (!view.has('replace')) return;
  for (const { stays, entries } of view.rooms.values()) {
    for (const entry of entries) if (entry.refused?.code === 'already_exists') refusal(sheet, entry, entry.refused.at);
    for (const newer of stays)
      for (const older of stays)
        if (newer !== older && newer.participant === older.participant && newer.joined) pair(view, sheet, newer, older);
  }
}

function refusal(sheet: Sheet, { join, room }: Entry, at: number): void {
  sheet.held('join.replace');
  sheet.against(
    'join.replace',
    at,
    `Joined: ${join.seat.participant} takes its own place in ${room}`,
    'Rejected{already_exists}',
  );
}

function pair(view: View, sheet: Sheet, newer: Stay, older: Stay): void {
  const { joined } = newer;
  if (!joined || !older.joined || older.joined.at > joined.at) return;
  if (tellingsOf(older).length > 0) sheet.held('join.replace');
  const [cause] = older.causes.own;
  const known =
    older.causes.unfounded.length === 0 && older.causes.own.length === 1 && older.causes.enders.length === 0;
  const sole = known && cause?.kind === 'replaced' && cause.entry === newer.entry;
  if (!sole || older.causes.present > newer.causes.asked) {
    if (together(older, newer)) stays(view, sheet, newer, older);
    return;
  }
  sheet.held('join.replace');
  sheet.held('join.replace-one-step');
  const seen = messageWords(joined.seen);
  if (older.session !== newer.session)
    sheet.against('join.replace-one-step', joined.at, `the session of ${older.id}: ${older.session}`, seen);
  if (newer.roster.has(older.id))
    sheet.against(
      'join.replace-one-step',
      joined.at,
      `${older.id}, which it has replaced, not in the roster`,
      `${seen} with it`,
    );
  if (view.fenced && bound(older)) stays(view, sheet, newer, older);
}

/** Both are there at once: the older one should have gone by the newer one's Joined. */
function stays(view: View, sheet: Sheet, newer: Stay, older: Stay): void {
  if (!surelyBefore(older, newer) && !bound(older)) return;
  const allowed = `the departure of ${older.id} with ${codeOf(view, 'replaced')}: ${newer.id} has joined`;
  sheet.missing('join.replace', view.end, allowed, 'none');
}
