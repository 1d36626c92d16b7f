import type { ClauseId } from '../../../gen/clauses.js';
import type { Flaw, Refusal } from '../../exchange/words.js';
import { invariant } from '../invariant.js';
import type { Sheet } from '../sheet.js';
import { openEntries, plain } from '../timeline/causes.js';
import { turnedAway } from '../timeline/load.js';
import type { SeenParticipation, Timeline, WayIn } from '../timeline/timeline.js';

/** A token that is good in itself, and for something else. */
const misused: readonly Flaw[] = ['other-room', 'other-participant', 'other-role'];

/** `access.token` and `access.differs`: somebody who comes with a wrong token, or with another's, is not let in. */
export const access = invariant({
  clauses: ['access.token', 'access.differs'],
  scope: 'history',
  clock: false,
  check(timeline: Timeline, sheet) {
    if (!timeline.history.profile.tokens) return;
    for (const entry of timeline.entries) if (entry.flaw) flawed(timeline, sheet, entry, entry.flaw);
  },
});

function flawed(timeline: Timeline, sheet: Sheet, entry: WayIn, flaw: Flaw): void {
  const { participation, refused, room, roomObject, request } = entry;
  if ((request && !timeline.has('switch')) || turnedAway(refused)) return;
  const differs = misused.includes(flaw);
  const clause: ClauseId = differs ? 'access.differs' : 'access.token';
  const code: Refusal = differs ? 'permission_denied' : 'unauthenticated';
  const what = request ? 'the SwitchRoom' : 'the Join';
  const allowed = `Rejected ${code} to ${what} of ${roomObject.seat.name} to ${room}, whose token is ${flaw}`;
  if (participation?.joined) sheet.against(clause, participation.joined.index, allowed, 'Joined');
  if (participation || refused) sheet.held(clause);
  if (!refused || refused.code === code || excused(timeline, entry, refused.code)) return;
  sheet.against(clause, refused.index, allowed, `Rejected ${refused.code}`);
}

/** Which refusal comes first is not said, where another one fits as well. */
function excused(timeline: Timeline, { room, roomObject, request }: WayIn, code: string): boolean {
  if (code === 'invalid_argument')
    return request?.participation === undefined ? request !== undefined : request.participation.room === room;
  const alike = timeline.rooms
    .get(room)
    ?.participations.some(({ participant }) => participant === roomObject.seat.participant);
  return code === 'already_exists' && alike === true;
}

/** `request.first-refusal`: a token that opens nothing is refused before the server looks who is in the room. */
export const firstRefusal = invariant({
  clauses: ['request.first-refusal'],
  scope: 'history',
  clock: false,
  check(timeline: Timeline, sheet) {
    if (!timeline.history.profile.tokens || timeline.has('replace')) return;
    for (const entry of timeline.entries)
      if (entry.flaw && !(entry.request && !timeline.has('switch')) && isThereTwice(timeline, entry))
        refusedFirst(sheet, entry);
  },
});

/** Somebody has been in the room as that participant, so that another refusal may fit as well. */
const isThereTwice = (timeline: Timeline, { room, roomObject }: WayIn): boolean =>
  timeline.rooms.get(room)?.participations.some(({ participant }) => participant === roomObject.seat.participant) ===
  true;

function refusedFirst(sheet: Sheet, { flaw, refused, roomObject, room }: WayIn): void {
  if (!refused || turnedAway(refused)) return;
  sheet.held('request.first-refusal');
  if (refused.code !== 'already_exists') return;
  const allowed = `the refusal of a token that is ${flaw}, to ${roomObject.seat.name} in ${room}, before any other`;
  sheet.against('request.first-refusal', refused.index, allowed, 'Rejected already_exists');
}

/** `ids.compared`: an id is its bytes. */
export const idsCompared = invariant({
  clauses: ['ids.compared'],
  scope: 'history',
  clock: false,
  check(timeline: Timeline, sheet) {
    for (const { participations, entries } of timeline.rooms.values()) {
      const folds = participations.map(({ participant }) => folded(participant));
      for (const entry of entries) {
        const { participant } = entry.roomObject.seat;
        const fold = folded(participant);
        const twin = participations.find((one, place) => folds[place] === fold && one.participant !== participant);
        if (twin && plain(entry) && (entry.participation || entry.refused))
          compared(timeline, sheet, entry, { participations, twin });
      }
    }
  },
});

function compared(
  timeline: Timeline,
  sheet: Sheet,
  entry: WayIn,
  { participations, twin }: { readonly participations: readonly SeenParticipation[]; readonly twin: SeenParticipation },
): void {
  sheet.held('ids.compared');
  const { room, roomObject, refused } = entry;
  const { participant } = roomObject.seat;
  if (refused?.code !== 'already_exists') return;
  const itself = participations.some((participation) => participation.participant === participant);
  if (itself || openEntries(timeline, participant, room).some((other) => other !== entry)) return;
  const allowed = `Joined: ${participant} is not ${twin.participant}, who is in ${room}`;
  sheet.against('ids.compared', refused.index, allowed, 'Rejected already_exists');
}

/** Ids that fold alike are so much alike that a server might take one for the other. */
const folded = (id: string): string => id.normalize('NFKC').toLowerCase().trim();

/** An id that is so long may be refused for it. */
const MOST_BYTES = 128;

/** Shorter ones are refused for something else. */
const LONG_BYTES = 64;

/** `ids.length`: 128 bytes are never too many. */
export const idsLength = invariant({
  clauses: ['ids.length'],
  scope: 'history',
  clock: false,
  check(timeline: Timeline, sheet) {
    for (const entry of timeline.entries) {
      const { room, roomObject, refused, participation } = entry;
      const longest = Math.max(bytesOf(room), bytesOf(roomObject.seat.participant));
      if (longest <= LONG_BYTES || longest > MOST_BYTES || !plain(entry)) continue;
      if (participation || refused) sheet.held('ids.length');
      if (refused?.code !== 'invalid_argument') continue;
      const allowed = `Joined: an id of ${longest} bytes is not too long`;
      sheet.against('ids.length', refused.index, allowed, 'Rejected invalid_argument');
    }
  },
});

const bytesOf = (id: string): number => Buffer.byteLength(id);

/** The token that comes with it is for somebody else, and may be looked at first; a limit may come before everything. */
const refusalsOf = ({ history }: Timeline): readonly Refusal[] =>
  history.profile.tokens ? ['invalid_argument', 'permission_denied'] : ['invalid_argument'];

/** `join.invalid`: nobody comes in without a name, into a room without one, or in a role that does not exist. */
export const joinInvalid = invariant({
  clauses: ['join.invalid'],
  scope: 'history',
  clock: false,
  check(timeline: Timeline, sheet) {
    const codes = refusalsOf(timeline);
    for (const { unfit, request, refused, participation, roomObject } of timeline.entries) {
      if (!unfit || request || turnedAway(refused)) continue;
      const allowed = `Rejected ${codes[0]} to the Join of ${roomObject.seat.name}, which is ${unfit}`;
      if (participation || refused) sheet.held('join.invalid');
      if (participation?.joined) sheet.against('join.invalid', participation.joined.index, allowed, 'Joined');
      if (refused && !codes.some((code) => code === refused.code))
        sheet.against('join.invalid', refused.index, allowed, `Rejected ${refused.code}`);
    }
  },
});
