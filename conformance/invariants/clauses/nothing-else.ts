import type { Sheet } from '../sheet.js';
import { connectionOfParticipation, dropped } from '../timeline/connections.js';
import type { Timeline } from '../timeline/timeline.js';
import { messageWords } from '../timeline/words.js';

/** `history.nothing-else`: what answers nothing, what cannot be read, what tells somebody of itself, a close for no cause. */
export function nothingElse(timeline: Timeline, sheet: Sheet): void {
  for (const { stray, log, losses, attempts } of timeline.connections) {
    sheet.held('history.nothing-else', log.length);
    for (const { seen, index } of stray) {
      if (losses.some((loss) => loss.index < index)) continue;
      // A sign of life to somebody who waits for the end of a switch.
      if (seen.kind === 'heartbeat' && attempts.some((attempt) => attempt.index < index)) continue;
      sheet.against('history.nothing-else', index, 'nothing that no clause calls for', messageWords(seen));
    }
  }
  for (const participation of timeline.participations) {
    const told = participation.departures.get(participation.id) ?? participation.arrivals.get(participation.id)?.index;
    if (told !== undefined)
      sheet.against(
        'history.nothing-else',
        told,
        `nothing to ${participation.id} of itself`,
        'an arrival or a departure of its own',
      );
    const closed = dropped(participation);
    if (closed === undefined) continue;
    const code = connectionOfParticipation(participation)?.closed?.seen.code ?? 0;
    sheet.against(
      'history.nothing-else',
      closed,
      `${participation.id} still connected`,
      messageWords({ kind: 'closed', code }),
    );
  }
}
