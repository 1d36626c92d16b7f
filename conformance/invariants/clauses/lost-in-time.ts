import type { Sheet } from '../sheet.js';
import { type Told, tellingsOf } from '../timeline/causes.js';
import { lossesOfStay, type PlacedLoss } from '../timeline/connections.js';
import { dueAt, seesAtOnce } from '../timeline/loss-times.js';
import { edge, waitOf, windowOf } from '../timeline/own-causes.js';
import type { Join, Stay, View } from '../timeline/timeline.js';
import { toldWords } from '../timeline/words.js';

/**
 * `connection.lost-in-time`: no departure by loss before the resume window's end, and none later than a second after it.
 * The window cannot begin before the suite cut the connection, or before the silence was long enough.
 */
export function lostInTime(view: View, sheet: Sheet): void {
  for (const stay of view.stays)
    for (const told of tellingsOf(stay)) {
      const early = tooEarly(view, stay, told);
      if (early === undefined) continue;
      sheet.held('connection.lost-in-time');
      const late = tooLate(view, stay, told);
      const against = (allowed: string, ms: number) =>
        sheet.against('connection.lost-in-time', told.at, allowed, `${toldWords(stay, told)}, ${ms} ms after the loss`);
      if (early >= 0) against(`no departure of ${stay.id} within the resume window`, early);
      else if (late !== undefined) against(`the departure of ${stay.id} within 1 s after the resume window`, late);
    }
}

/** How long after the loss somebody was told of a departure by it; negative where the window was over, nothing where it is none. */
export function tooEarly(view: View, stay: Stay, { reason, at }: Told): number | undefined {
  const { join } = stay;
  if (!join || !view.timed || reason.some((code) => code !== 1001)) return undefined;
  const losses = windowed(view, stay, join);
  const [loss] = losses;
  if (!loss || loss.at > at) return undefined;
  const told = timeAt(view, at);
  const due = Math.min(...losses.map((one) => timeAt(view, one.heard ?? one.at) + waitOf(view, join, one) * edge));
  return told < due ? told - timeAt(view, loss.at) : -1;
}

/** The losses after which a window runs; none where it may have ended at once. */
function windowed(view: View, stay: Stay, join: Join): PlacedLoss[] {
  const losses = lossesOfStay(stay).filter(({ how }) => how !== 'goodbye');
  const atOnce = windowOf(view, join) === 0 || losses.some(({ how }) => how === 'restart');
  return atOnce ? [] : losses;
}

/** The same where the second after the window was over too. Only where one loss is all that there was, and its observer saw everything at once. */
function tooLate(view: View, stay: Stay, { observer, at }: Told): number | undefined {
  const { join } = stay;
  if (!join || !observer || join.attempts.length > 1 || !seesAtOnce(observer)) return undefined;
  const [loss, ...others] = windowed(view, stay, join);
  if (!loss || others.length > 0) return undefined;
  const due = dueAt(view, join, loss);
  const told = timeAt(view, at);
  return due !== undefined && told > due ? told - timeAt(view, loss.at) : undefined;
}

const timeAt = ({ history: { records } }: View, at: number): number => records[at]?.at ?? 0;
