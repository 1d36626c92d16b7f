/** Reasons as a client shows them: what the application was told of a departure, beside what the server said of it. */
import { invariant } from '../invariant.js';
import { codeClause, holdReason } from './accusations.js';
import { isAbout, isSaidLeft, isToldLeft } from './timeline/match.js';
import { type SaidReason, sayReason, sayWord, shown } from './timeline/reason-list.js';
import type { ClientTimeline } from './timeline/timeline.js';

/** `reason.*` for participantLeft: the reason is shown as the server said it. */
export const departureReasons = invariant({
  clauses: [
    'client.participant-left-names',
    'reason.absent',
    'reason.unrecognised',
    'reason.by-code',
    'reason.type',
    'reason.source',
    'reason.message',
  ],
  scope: 'history',
  clock: false,
  check(timeline: ClientTimeline, sheet) {
    for (const told of timeline.told.filter(isToldLeft)) {
      const { reason } = told.event;
      const sources = timeline.said.filter(isSaidLeft).filter((one) => one.index < told.index && isAbout(told, one));
      const words = sources.map(({ said: { code = 'absent', text = '' } }): SaidReason => ({ code, text }));
      const [word] = words;
      if (!word || !reason) continue;
      holdReason(sheet, told.index, reason, words);
      if (words.some((one) => shown(one).code === reason.code)) continue;
      const clause = codeClause(word, reason, 'client.participant-left-names');
      sheet.against(
        clause,
        told.index,
        sayReason(shown(word)),
        `${sayReason(reason)}, where the server said ${sayWord(word)}`,
      );
    }
  },
});
