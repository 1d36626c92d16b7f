import type { Sheet } from './sheet.js';
import type { View } from './view.js';
import { reasonWords } from './words.js';

/** At the very edge two clocks need not agree. */
const edge = 0.95;

/**
 * `connection.lost-in-time`, its first half: no departure by loss before the resume window's end.
 * The window cannot begin before the suite cut the connection. When the server noticed, nobody saw, so "too late" is not judged.
 */
export function lostInTime(view: View, sheet: Sheet): void {
  const { records } = view.history;
  for (const stay of view.stays) {
    const loss = stay.connection?.losses.find(({ how }) => how !== 'goodbye');
    const windowMs = stay.joined?.seen.resumeWindowMs ?? 0;
    if (!loss || windowMs === 0) continue;
    for (const { at, reason, observer } of stay.tellings) {
      if (reason.some((code) => code !== 1001)) continue;
      sheet.held('connection.lost-in-time');
      const after = (records[at]?.at ?? 0) - (records[loss.at]?.at ?? 0);
      if (after >= windowMs * edge) continue;
      const allowed = `no departure of ${stay.id} within ${windowMs} ms after the loss`;
      const seen = `ParticipantLeft{${stay.id}, ${reasonWords(reason)}} to ${observer.id}, ${after} ms after it`;
      sheet.against('connection.lost-in-time', at, allowed, seen);
    }
  }
}
