import type { Candidates } from '../../exchange/words.js';
import { invariant } from '../invariant.js';
import type { Sheet } from '../sheet.js';
import { bearing, tellingsOf } from '../timeline/causes.js';
import { endedBy } from '../timeline/session-ends.js';
import type { SeenParticipation, Timeline, ToldDeparture } from '../timeline/timeline.js';
import { reasonWords, toldWords } from '../timeline/words.js';

/** `reason.agree`: some one reason fits all that leaver and observers were told. */
export const reasonAgree = invariant({
  clauses: ['reason.agree'],
  scope: 'history',
  clock: false,
  check(timeline: Timeline, sheet) {
    for (const participation of [...timeline.participations, ...timeline.mentionedOnly])
      agree(sheet, participation, inOrder(tellingsOf(participation)));
  },
});

/** The same of what is certain whatever else was sent: two lines that contradict each other need no third one. */
export const reasonAgreeInPart = invariant({
  clauses: ['reason.agree'],
  scope: 'streams alone',
  clock: false,
  check(timeline: Timeline, sheet) {
    for (const participation of [...timeline.participations, ...timeline.mentionedOnly])
      agree(sheet, participation, inOrder(surelyToldOf(participation)));
  },
});

function agree(sheet: Sheet, participation: SeenParticipation, tellings: readonly ToldDeparture[]): void {
  let agreed: Candidates | undefined;
  for (const told of tellings) {
    if (!agreed) {
      agreed = told.reason;
      continue;
    }
    sheet.held('reason.agree');
    const both: Candidates = agreed.filter((code) => told.reason.includes(code));
    if (both.length === 0) {
      const allowed = `${reasonWords(agreed)} to everyone, as somebody has been told already`;
      sheet.against('reason.agree', told.index, allowed, toldWords(participation, told));
      return;
    }
    agreed = both;
  }
}

const firstTold = (participation: SeenParticipation): number =>
  tellingsOf(participation).reduce((least, { index }) => Math.min(least, index), Number.POSITIVE_INFINITY);

const inOrder = (tellings: ToldDeparture[]): ToldDeparture[] => tellings.sort((a, b) => a.index - b.index);

/**
 * `reason.first-wins`: what was sent after a departure had been seen cannot be its reason, nor end the participation
 * once more.
 * Causes that race are no matter of this clause as long as everybody is told of one of them: which came first nobody
 * saw.
 */
export const firstWins = invariant({
  clauses: ['reason.first-wins'],
  scope: 'history',
  clock: false,
  check(timeline: Timeline, sheet) {
    for (const participation of [...timeline.participations, ...timeline.mentionedOnly]) {
      const { gone, own, enders, wrongRemoves, wrongCalls, unfounded } = participation.causes;
      const forestalled = participation.roomObject?.entries.filter((entry) => entry.forestalled).length ?? 0;
      if (participation.next || own.length + enders.length + wrongRemoves.length + wrongCalls.length + forestalled > 1)
        sheet.held('reason.first-wins', tellingsOf(participation).length);
      for (const told of tellingsOf(participation)) {
        const bearers = bearing(timeline, participation, told.reason, told.index);
        if (bearers.length === 0 || bearers.some(({ index }) => index < gone)) continue;
        // Where the first word of it was too early, the clause of that cause says so, and the later ones repeat it.
        const repeats = (first: ToldDeparture) =>
          first.index < told.index && first.reason.some((code) => told.reason.includes(code));
        if (unfounded.some(repeats)) continue;
        // That an End should have ended it before is a matter of `end.everyone`.
        if (gone === endedBy(timeline, participation) && gone < firstTold(participation)) continue;
        sheet.against(
          'reason.first-wins',
          told.index,
          `the reason for which ${participation.id} had departed before`,
          `${toldWords(participation, told)}, whose cause came later`,
        );
      }
    }
    for (const observer of timeline.participations) secondDepartures(timeline, sheet, observer);
  },
});

function secondDepartures(timeline: Timeline, sheet: Sheet, observer: SeenParticipation): void {
  for (const { index, id, reason } of observer.repeatedDepartures) {
    const participation = timeline.participation(id);
    const first = participation?.tellings.find((told) => told.observer === observer);
    if (!participation || !first) continue;
    const other = !reason.some((code) => first.reason.includes(code));
    const later = bearing(timeline, participation, reason, index).some(
      (cause) => cause.index > participation.causes.gone,
    );
    if (!other && !later) continue;
    sheet.held('reason.first-wins');
    sheet.against(
      'reason.first-wins',
      index,
      `no second departure of ${id}`,
      `ParticipantLeft ${id} ${reasonWords(reason)}, after ${reasonWords(first.reason)}`,
    );
  }
}

/**
 * ParticipantLeft names whom it is about. RoomLeft does not: it is about the participation that its client had by
 * then, and that is
 * the one known only where nothing in between is missing, for a SwitchRoom may have led to another.
 */
const surelyToldOf = (participation: SeenParticipation): ToldDeparture[] =>
  participation.left && isSeamless(participation, participation.left)
    ? [participation.left, ...participation.tellings]
    : [...participation.tellings];

/**
 * Whether all of the stream is there from Joined to RoomLeft. What answers a Resume or a repeated Join is apart from
 * it.
 */
function isSeamless(
  { roomObject, joined }: SeenParticipation,
  { attempt, sequence = 0 }: NonNullable<SeenParticipation['left']>,
): boolean {
  const first = joined?.seen.sequence ?? 0;
  if (!roomObject || attempt || first === 0 || sequence < first) return false;
  for (let number = first; number <= sequence; number += 1) if (!roomObject.stream.has(number)) return false;
  return true;
}
