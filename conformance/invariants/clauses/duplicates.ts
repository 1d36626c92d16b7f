import { invariant } from '../invariant.js';
import type { Sheet } from '../sheet.js';
import { codeOf, openEntries, plain, tellingsOf } from '../timeline/causes.js';
import { bound } from '../timeline/connections.js';
import { mayBeBarred, turnedAway } from '../timeline/load.js';
import { surelyBefore, together } from '../timeline/proofs.js';
import type { SeenParticipation, Timeline, WayIn } from '../timeline/timeline.js';
import { showsSession } from '../timeline/unnamed-sessions.js';
import { messageWords } from '../timeline/words.js';

/** `join.replace` and `join.replace-one-step`: the newer one of two wins, in the same meeting. */
export const replaces = invariant({
  clauses: ['join.replace', 'join.replace-one-step'],
  scope: 'history',
  clock: false,
  check(timeline: Timeline, sheet) {
    if (!timeline.has('replace')) return;
    for (const { participations, entries } of timeline.rooms.values()) {
      for (const entry of entries)
        if (entry.refused?.code === 'already_exists') refusedNewer(sheet, entry, entry.refused.index);
      for (const newer of participations)
        for (const older of participations)
          if (newer !== older && newer.participant === older.participant && newer.joined)
            pair(timeline, sheet, newer, older);
    }
  },
});

function refusedNewer(sheet: Sheet, { roomObject, room }: WayIn, index: number): void {
  sheet.held('join.replace');
  sheet.against(
    'join.replace',
    index,
    `Joined: ${roomObject.seat.participant} takes its own place in ${room}`,
    'Rejected already_exists',
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
    if (together(older, newer)) stillThere(timeline, sheet, newer, older);
    return;
  }
  sheet.held('join.replace');
  sheet.held('join.replace-one-step');
  const seen = messageWords(joined.seen);
  // Where it was alone there, the roster is empty either way: that it is in another session, only the name of one can show.
  if (older.session !== newer.session && showsSession(timeline.history, joined.index))
    sheet.against('join.replace-one-step', joined.index, `the session of ${older.id}: ${older.session}`, seen);
  if (newer.roster.has(older.id))
    sheet.against(
      'join.replace-one-step',
      joined.index,
      `${older.id}, which it has replaced, not in the roster`,
      `${seen} with it`,
    );
  if (timeline.fenced && bound(older)) stillThere(timeline, sheet, newer, older);
}

/** Both are there at once: the older one should have gone by the newer one's Joined. */
function stillThere(timeline: Timeline, sheet: Sheet, newer: SeenParticipation, older: SeenParticipation): void {
  if (!surelyBefore(older, newer) && !bound(older)) return;
  const allowed = `the departure of ${older.id} with ${codeOf(timeline, 'replaced')}: ${newer.id} has joined`;
  sheet.missing('join.replace', timeline.end, allowed, 'none');
}

/** `join.duplicate`: one participant has one participation at a time; and is refused for no other reason than that. */
export const joinDuplicate = invariant({
  clauses: ['join.duplicate'],
  scope: 'history',
  clock: false,
  check(timeline: Timeline, sheet) {
    if (timeline.has('replace')) return;
    for (const { participations, entries } of timeline.rooms.values()) {
      for (const participation of participations)
        for (const other of participations)
          if (
            other !== participation &&
            other.participant === participation.participant &&
            participation.joined &&
            mayHaveJoined(timeline, other)
          )
            twice(sheet, participation, other);
      for (const entry of entries)
        if (entry.refused && plain(entry) && !turnedAway(entry.refused))
          refusedAsDuplicate(timeline, sheet, entry, entry.refused);
    }
  },
});

/** A participation that nobody can have made is no second one: a message has a wrong id. */
const mayHaveJoined = (timeline: Timeline, { joined, entry, participant, room }: SeenParticipation): boolean =>
  joined !== undefined || entry !== undefined || openEntries(timeline, participant, room).length > 0;

function twice(sheet: Sheet, participation: SeenParticipation, other: SeenParticipation): void {
  const both = together(participation, other) && (other.joined?.index ?? 0) < (participation.joined?.index ?? 0);
  if (!participation.joined || !(surelyBefore(other, participation) || both)) return;
  sheet.held('join.duplicate');
  sheet.against(
    'join.duplicate',
    participation.joined.index,
    `Rejected already_exists: ${other.id} is present`,
    messageWords(participation.joined.seen),
  );
}

function refusedAsDuplicate(
  timeline: Timeline,
  sheet: Sheet,
  entry: WayIn,
  refused: NonNullable<WayIn['refused']>,
): void {
  const { roomObject, room, index: asked, request } = entry;
  const { participant } = roomObject.seat;
  const participations = (timeline.rooms.get(room)?.participations ?? []).filter(
    (participation) => participation.participant === participant,
  );
  const present = participations.find(({ causes }) => causes.present < asked && causes.untouched > refused.index);
  const seen = `Rejected ${refused.code}`;
  if (present) {
    sheet.held('join.duplicate');
    if (refused.code === 'already_exists' || (request && !timeline.has('switch'))) return;
    // Refused with the first that fits: `request.first-refusal`.
    if (refused.code === 'permission_denied' && mayBeBarred(timeline, roomObject, room, refused.index)) return;
    sheet.against('join.duplicate', refused.index, `Rejected already_exists: ${present.id} is present`, seen);
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
