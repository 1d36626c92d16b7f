import { type Told, tellingsOf } from './causes.js';
import { lossesOfStay } from './lines.js';
import { edge, windowOf } from './own-causes.js';
import type { Sheet } from './sheet.js';
import type { Stay, View } from './view.js';
import { toldWords } from './words.js';

/**
 * `connection.lost-in-time`, its first half: no departure by loss before the resume window's end.
 * The window cannot begin before the suite cut the connection. When the server noticed, nobody saw, so "too late" is not judged.
 */
export function lostInTime(view: View, sheet: Sheet): void {
  for (const stay of view.stays)
    for (const told of tellingsOf(stay)) {
      const early = tooEarly(view, stay, told);
      if (early === undefined) continue;
      sheet.held('connection.lost-in-time');
      if (early < 0) continue;
      const allowed = `no departure of ${stay.id} within the resume window`;
      sheet.against(
        'connection.lost-in-time',
        told.at,
        allowed,
        `${toldWords(stay, told)}, ${early} ms after the loss`,
      );
    }
}

/** How long after the loss somebody was told of a departure by it; negative where the window was over, nothing where it is none. */
export function tooEarly(view: View, stay: Stay, { reason, at }: Told): number | undefined {
  const { records } = view.history;
  if (!stay.join || !view.timed || reason.some((code) => code !== 1001)) return undefined;
  const loss = lossesOfStay(stay).find(({ how }) => how !== 'goodbye');
  const windowMs = windowOf(view, stay.join);
  if (!loss || loss.at > at || windowMs === 0) return undefined;
  const after = (records[at]?.at ?? 0) - (records[loss.at]?.at ?? 0);
  return after < windowMs * edge ? after : -1;
}
