import { firstIndex } from '../../exchange/search.js';
import { invariant } from '../invariant.js';
import type { Sheet } from '../sheet.js';
import { tellingsOf } from '../timeline/causes.js';
import { bound, lossesOfParticipation } from '../timeline/connections.js';
import { dueAt, seesAtOnce, tooEarly, windowedLosses } from '../timeline/loss-times.js';
import { knows, provenAt } from '../timeline/proofs.js';
import type { SeenParticipation, Timeline, ToldDeparture } from '../timeline/timeline.js';
import { timeAt } from '../timeline/windows.js';
import { toldWords } from '../timeline/words.js';

/**
 * `connection.lost-in-time`: no departure by loss before the resume window's end, and none later than a second after
 * it.
 * The window cannot begin before the suite cut the connection, or before the silence was long enough.
 */
export const lostInTime = invariant({
  clauses: ['connection.lost-in-time'],
  scope: 'history',
  clock: true,
  check(timeline: Timeline, sheet) {
    for (const participation of timeline.participations)
      for (const told of tellingsOf(participation)) {
        const early = tooEarly(timeline, participation, told);
        if (early === undefined) continue;
        sheet.held('connection.lost-in-time');
        const late = tooLate(timeline, participation, told);
        const against = (allowed: string, ms: number) =>
          sheet.against(
            'connection.lost-in-time',
            told.index,
            allowed,
            `${toldWords(participation, told)}, ${ms} ms after the loss`,
          );
        if (early >= 0) against(`no departure of ${participation.id} within the resume window`, early);
        else if (late !== undefined)
          against(`the departure of ${participation.id} within 1 s after the resume window`, late);
      }
  },
});

/**
 * The same where the second after the window was over too. Only where one loss is all that there was, and its
 * observer saw everything at once.
 */
function tooLate(
  timeline: Timeline,
  participation: SeenParticipation,
  { observer, index }: ToldDeparture,
): number | undefined {
  const { roomObject } = participation;
  if (!roomObject || !observer || roomObject.attempts.length > 1 || !seesAtOnce(observer)) return undefined;
  const [loss, ...others] = windowedLosses(timeline, participation, roomObject);
  if (!loss || others.length > 0) return undefined;
  const due = dueAt(timeline, roomObject, loss);
  const told = timeAt(timeline, index);
  return due !== undefined && told > due ? told - timeAt(timeline, loss.index) : undefined;
}

/**
 * `connection.lost-in-time`: somebody who was lost is no ghost. An observer whose request was answered that it sent
 * after the window and its
 * second were over has been told by then.
 */
export const lostUntold = invariant({
  clauses: ['connection.lost-in-time'],
  scope: 'history',
  clock: true,
  check(timeline: Timeline, sheet) {
    if (!timeline.timed || timeline.restarts.length > 0) return;
    for (const participation of timeline.participations) {
      const due = goneBy(timeline, participation);
      if (due === undefined) continue;
      const since = lastUntil(timeline, due);
      for (const observer of timeline.rooms.get(participation.room)?.participations ?? [])
        if (
          observer !== participation &&
          knows(observer, participation.id) &&
          seesAtOnce(observer) &&
          !isHeldAtEnd(timeline, observer)
        )
          untold(participation, observer, since, sheet);
    }
  },
});

function untold({ id }: SeenParticipation, observer: SeenParticipation, since: number, sheet: Sheet): void {
  const proof = provenAt(observer, since);
  const told = observer.departures.get(id);
  if (proof === undefined) return;
  sheet.held('connection.lost-in-time');
  if (told !== undefined && told < proof) return;
  const allowed = `one ParticipantLeft for ${id} to ${observer.id}, within 1 s after the resume window`;
  sheet.against('connection.lost-in-time', proof, allowed, 'none, and nothing earlier is still to come');
}

/** Of somebody who is there when everything has come, `connection.lost` and its like say the same. */
const isHeldAtEnd = (timeline: Timeline, observer: SeenParticipation): boolean => timeline.fenced && bound(observer);

/** When everybody must have been told, in milliseconds; only where one loss is all that has happened to it. */
function goneBy(timeline: Timeline, participation: SeenParticipation): number | undefined {
  const { roomObject, left, next } = participation;
  if (!roomObject || left || next || roomObject.attempts.length > 1) return undefined;
  const [loss, ...others] = lossesOfParticipation(participation);
  if (!loss || others.length > 0 || !['cut', 'close', 'silence'].includes(loss.how)) return undefined;
  return dueAt(timeline, roomObject, loss);
}

/** The index of the last record that is not later than that. */
function lastUntil({ history: { records } }: Timeline, ms: number): number {
  return firstIndex(0, records.length, (index) => (records[index]?.at ?? 0) > ms) - 1;
}
