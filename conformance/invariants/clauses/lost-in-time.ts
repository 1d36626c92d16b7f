import type { Sheet } from '../sheet.js';
import { type ToldDeparture, tellingsOf } from '../timeline/causes.js';
import { lossesOfParticipation, type PlacedLoss } from '../timeline/connections.js';
import { dueAt, seesAtOnce } from '../timeline/loss-times.js';
import { edge, waitOf, windowOf } from '../timeline/own-causes.js';
import type { SeenParticipation, SeenRoomObject, Timeline } from '../timeline/timeline.js';
import { toldWords } from '../timeline/words.js';

/**
 * `connection.lost-in-time`: no departure by loss before the resume window's end, and none later than a second after it.
 * The window cannot begin before the suite cut the connection, or before the silence was long enough.
 */
export function lostInTime(timeline: Timeline, sheet: Sheet): void {
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
}

/** How long after the loss somebody was told of a departure by it; negative where the window was over, nothing where it is none. */
export function tooEarly(
  timeline: Timeline,
  participation: SeenParticipation,
  { reason, index }: ToldDeparture,
): number | undefined {
  const { roomObject } = participation;
  if (!roomObject || !timeline.timed || reason.some((code) => code !== 1001)) return undefined;
  const losses = windowed(timeline, participation, roomObject);
  const [loss] = losses;
  if (!loss || loss.index > index) return undefined;
  const told = timeAt(timeline, index);
  const due = Math.min(
    ...losses.map((one) => timeAt(timeline, one.heard ?? one.index) + waitOf(timeline, roomObject, one) * edge),
  );
  return told < due ? told - timeAt(timeline, loss.index) : -1;
}

/** The losses after which a window runs; none where it may have ended at once. */
function windowed(timeline: Timeline, participation: SeenParticipation, roomObject: SeenRoomObject): PlacedLoss[] {
  const losses = lossesOfParticipation(participation).filter(({ how }) => how !== 'goodbye');
  const atOnce = windowOf(timeline, roomObject) === 0 || losses.some(({ how }) => how === 'restart');
  return atOnce ? [] : losses;
}

/** The same where the second after the window was over too. Only where one loss is all that there was, and its observer saw everything at once. */
function tooLate(
  timeline: Timeline,
  participation: SeenParticipation,
  { observer, index }: ToldDeparture,
): number | undefined {
  const { roomObject } = participation;
  if (!roomObject || !observer || roomObject.attempts.length > 1 || !seesAtOnce(observer)) return undefined;
  const [loss, ...others] = windowed(timeline, participation, roomObject);
  if (!loss || others.length > 0) return undefined;
  const due = dueAt(timeline, roomObject, loss);
  const told = timeAt(timeline, index);
  return due !== undefined && told > due ? told - timeAt(timeline, loss.index) : undefined;
}

const timeAt = ({ history: { records } }: Timeline, index: number): number => records[index]?.at ?? 0;
