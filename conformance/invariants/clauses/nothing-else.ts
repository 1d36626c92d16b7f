import type { Sheet } from '../sheet.js';
import { dropped, lineOfStay } from '../timeline/connections.js';
import type { View } from '../timeline/timeline.js';
import { messageWords } from '../timeline/words.js';

/** `history.nothing-else`: what answers nothing, what cannot be read, what tells somebody of itself, a close for no cause. */
export function nothingElse(view: View, sheet: Sheet): void {
  for (const { stray, log, losses, attempts } of view.connections) {
    sheet.held('history.nothing-else', log.length);
    for (const { seen, at } of stray) {
      if (losses.some((loss) => loss.at < at)) continue;
      // A sign of life to somebody who waits for the end of a switch.
      if (seen.kind === 'heartbeat' && attempts.some((attempt) => attempt.at < at)) continue;
      sheet.against('history.nothing-else', at, 'nothing that no clause calls for', messageWords(seen));
    }
  }
  for (const stay of view.stays) {
    const told = stay.departures.get(stay.id) ?? stay.arrivals.get(stay.id)?.at;
    if (told !== undefined)
      sheet.against(
        'history.nothing-else',
        told,
        `nothing to ${stay.id} of itself`,
        'an arrival or a departure of its own',
      );
    const closed = dropped(stay);
    if (closed === undefined) continue;
    const code = lineOfStay(stay)?.closed?.seen.code ?? 0;
    sheet.against('history.nothing-else', closed, `${stay.id} still connected`, messageWords({ kind: 'closed', code }));
  }
}
