import type { Sheet } from '../sheet.js';
import type { View } from '../timeline/timeline.js';
import { answerWords, requestWords } from '../timeline/words.js';

/** `leave.answered`: never refused, never merely accepted. A Leave without any answer is `departure.tells-leaver`. */
export function leaveAnswered(view: View, sheet: Sheet): void {
  for (const request of view.requests) {
    const { answer } = request;
    if (request.kind !== 'leave' || !answer) continue;
    sheet.held('leave.answered');
    if (answer.kind === 'roomLeft') continue;
    sheet.against('leave.answered', answer.at, `RoomLeft to ${requestWords(request)}`, answerWords(request));
  }
}

/** `leave.host-does-not-end`: how often a host has left others behind. That nobody is sent home then `reason.true` sees to. */
export function hostLeaves(view: View, sheet: Sheet): void {
  for (const { role, left, session, tellings } of view.stays) {
    if (role !== 'host' || left?.request?.kind !== 'leave') continue;
    const others = view.sessions.get(session ?? '')?.stays ?? [];
    if (tellings.length > 0 || others.some(({ left: hit }) => hit && hit.at > left.at && !hit.request))
      sheet.held('leave.host-does-not-end');
  }
}
