import type { Sheet } from '../sheet.js';
import { lineOfStay } from '../timeline/connections.js';
import type { Connection, Stay, View } from '../timeline/timeline.js';
import { messageWords } from '../timeline/words.js';

/**
 * `connection.declared-lost`: whoever was taken as lost for its silence finds its connection closed when it can see again,
 * and what it said after all is not taken up. That it was taken as lost is certain where the others were told.
 */
export function declaredLost(view: View, sheet: Sheet): void {
  for (const stay of view.stays) {
    const line = lineOfStay(stay);
    const healed = line?.froze?.healed;
    if (!line || healed === undefined || !toldBefore(stay, healed)) continue;
    sheet.held('connection.declared-lost');
    const allowed = `${line.name} closed, for ${stay.id} was taken as lost`;
    const taken = takenUp(line, stay, line.froze?.at ?? healed);
    if (taken) sheet.against('connection.declared-lost', taken.at, allowed, messageWords(taken.seen));
    else if (!line.closed) sheet.missing('connection.declared-lost', view.end, allowed, 'it is still open');
  }
}

/** Its departure was nothing but this loss. */
const toldBefore = ({ tellings }: Stay, healed: number): boolean =>
  tellings.some(({ at, reason }) => at < healed && reason.length === 1 && reason[0] === 1001);

/** The answer to something that was sent when nothing could pass any more. */
const takenUp = ({ log }: Connection, { join }: Stay, frozen: number) =>
  log.find(
    ({ seen }) =>
      'replyTo' in seen &&
      join?.requests.some(({ at, number }) => at > frozen && number !== undefined && number === seen.replyTo),
  );
