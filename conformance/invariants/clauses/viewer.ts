import type { Sheet } from '../sheet.js';
import type { Timeline } from '../timeline/timeline.js';
import { answerWords, requestWords } from '../timeline/words.js';
import { refusedWith } from './request.js';

/** `viewer.departs` and `viewer.unknown-mode`: what a ChangeMode is answered. That the others learn of it other clauses see to. */
export function viewers(timeline: Timeline, sheet: Sheet): void {
  if (!timeline.has('viewer')) return;
  for (const request of timeline.requests) {
    const { kind, mode, answer } = request;
    if (kind !== 'mode') continue;
    if (mode !== 'viewer') refusedWith(sheet, 'viewer.unknown-mode', request, 'invalid_argument');
    else if (answer) {
      sheet.held('viewer.departs');
      const reason = answer.kind === 'roomLeft' ? request.participation?.left?.reason : undefined;
      if (answer.kind !== 'roomLeft' || (reason && !reason.includes(1003)))
        sheet.against(
          'viewer.departs',
          answer.index,
          `RoomLeft{1003} to ${requestWords(request)}`,
          answerWords(request),
        );
    }
  }
}
