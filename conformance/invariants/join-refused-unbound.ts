import type { Sheet } from './sheet.js';
import type { View } from './view.js';
import { messageWords } from './words.js';

/** After this long a server may close a connection that carries nobody. */
const unboundMs = 9000;

/** `join.refused-unbound`: the connection stays open, and what was pipelined behind the Join gets no answer. */
export function refusedUnbound(view: View, sheet: Sheet): void {
  for (const { connection, refused } of view.joins) {
    if (!refused) continue;
    sheet.held('join.refused-unbound');
    sheet.held('request.refused-changes-nothing');
    const { closed, losses, joins, stay } = connection;
    const answer = connection.stray.find(({ at }) => at > refused.at && (!stay?.joined || at < stay.joined.at));
    if (answer) {
      const allowed = 'no answer: the refused Join has settled what was behind it';
      sheet.against('join.refused-unbound', answer.at, allowed, messageWords(answer.seen));
    }
    // A Join that was sent on the same connection before the refusal came could be one too many.
    const again = joins.some(({ at }, place) => place > 0 && at < refused.at);
    if (!closed || stay || again || losses.some(({ at }) => at < closed.at)) continue;
    const { records } = view.history;
    if ((records[closed.at]?.at ?? 0) - (records[refused.at]?.at ?? 0) > unboundMs) continue;
    const allowed = `${connection.name} open, so that it may Join again`;
    sheet.against('join.refused-unbound', closed.at, allowed, messageWords(closed.seen));
  }
}
