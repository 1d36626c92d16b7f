import type { Sheet } from '../sheet.js';
import { connectionOfParticipation } from '../timeline/connections.js';
import type { SeenConnection, SeenParticipation, Timeline } from '../timeline/timeline.js';
import { messageWords } from '../timeline/words.js';

/**
 * `connection.declared-lost`: whoever was taken as lost for its silence finds its connection closed when it can see again,
 * and what it said after all is not taken up. That it was taken as lost is certain where the others were told.
 */
export function declaredLost(timeline: Timeline, sheet: Sheet): void {
  for (const participation of timeline.participations) {
    const line = connectionOfParticipation(participation);
    const healed = line?.froze?.healed;
    if (!line || healed === undefined || !toldBefore(participation, healed)) continue;
    sheet.held('connection.declared-lost');
    const allowed = `${line.name} closed, for ${participation.id} was taken as lost`;
    const taken = takenUp(line, participation, line.froze?.index ?? healed);
    if (taken) sheet.against('connection.declared-lost', taken.index, allowed, messageWords(taken.seen));
    else if (!line.closed) sheet.missing('connection.declared-lost', timeline.end, allowed, 'it is still open');
  }
}

/** Its departure was nothing but this loss. */
const toldBefore = ({ tellings }: SeenParticipation, healed: number): boolean =>
  tellings.some(({ index, reason }) => index < healed && reason.length === 1 && reason[0] === 1001);

/** The answer to something that was sent when nothing could pass any more. */
const takenUp = ({ log }: SeenConnection, { roomObject }: SeenParticipation, frozen: number) =>
  log.find(
    ({ seen }) =>
      'replyTo' in seen &&
      roomObject?.requests.some(
        ({ index, number }) => index > frozen && number !== undefined && number === seen.replyTo,
      ),
  );
