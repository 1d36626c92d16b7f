import type { Sheet } from '../sheet.js';
import type { Timeline } from '../timeline/timeline.js';
import { answerWords, requestWords } from '../timeline/words.js';

/** `leave.answered`: never refused, never merely accepted. A Leave without any answer is `departure.tells-leaver`. */
export function leaveAnswered(timeline: Timeline, sheet: Sheet): void {
  for (const request of timeline.requests) {
    const { answer } = request;
    if (request.kind !== 'leave' || !answer) continue;
    sheet.held('leave.answered');
    if (answer.kind === 'roomLeft') continue;
    sheet.against('leave.answered', answer.index, `RoomLeft to ${requestWords(request)}`, answerWords(request));
  }
}

/** `leave.host-does-not-end`: how often a host has left others behind. That nobody is sent home then `reason.true` sees to. */
export function hostLeaves(timeline: Timeline, sheet: Sheet): void {
  for (const { role, left, session, tellings } of timeline.participations) {
    if (role !== 'host' || left?.request?.kind !== 'leave') continue;
    const others = timeline.sessions.get(session ?? '')?.participations ?? [];
    if (tellings.length > 0 || others.some(({ left: hit }) => hit && hit.index > left.index && !hit.request))
      sheet.held('leave.host-does-not-end');
  }
}
