import { reason as reasonCode } from '../../../gen/codes.js';
import { refusedWith } from '../accusations.js';
import { invariant } from '../invariant.js';
import { refusedForLoad } from '../timeline/load.js';
import type { Timeline } from '../timeline/timeline.js';
import { answerWords, requestWords } from '../timeline/words.js';

/** `leave.answered`: never refused, never merely accepted. A Leave without any answer is `departure.tells-leaver`. */
export const leaveAnswered = invariant({
  clauses: ['leave.answered'],
  scope: 'history',
  clock: false,
  check(timeline: Timeline, sheet) {
    for (const request of timeline.requests) {
      const { answer } = request;
      if (request.kind !== 'leave' || !answer) continue;
      sheet.held('leave.answered');
      if (answer.kind === 'roomLeft') continue;
      sheet.against('leave.answered', answer.index, `RoomLeft to ${requestWords(request)}`, answerWords(request));
    }
  },
});

/**
 * `leave.host-does-not-end`: how often a host has left others behind. That nobody is sent home then `reason.true`
 * sees to.
 */
export const hostLeaves = invariant({
  clauses: ['leave.host-does-not-end'],
  scope: 'history',
  clock: false,
  check(timeline: Timeline, sheet) {
    for (const { role, left, session, tellings } of timeline.participations) {
      if (role !== 'host' || left?.request?.kind !== 'leave') continue;
      const others = timeline.sessions.get(session)?.participations ?? [];
      if (tellings.length > 0 || others.some(({ left: hit }) => hit && hit.index > left.index && !hit.request))
        sheet.held('leave.host-does-not-end');
    }
  },
});

/**
 * `viewer.departs` and `viewer.unknown-mode`: what a ChangeMode is answered. That the others learn of it other
 * clauses see to.
 */
export const viewers = invariant({
  clauses: ['viewer.departs', 'viewer.unknown-mode'],
  scope: 'streams',
  clock: false,
  check(timeline: Timeline, sheet) {
    if (!timeline.has('viewer')) return;
    for (const request of timeline.requests) {
      const { kind, mode, answer } = request;
      if (kind !== 'mode') continue;
      if (mode !== 'viewer') refusedWith(sheet, 'viewer.unknown-mode', request, 'invalid_argument');
      else if (answer && !refusedForLoad(answer)) {
        sheet.held('viewer.departs');
        const reason = answer.kind === 'roomLeft' ? request.participation?.left?.reason : undefined;
        if (answer.kind !== 'roomLeft' || (reason && !reason.includes(reasonCode.REMOVE_PEER_VIEWER_MODE_CHANGED)))
          sheet.against(
            'viewer.departs',
            answer.index,
            `RoomLeft 1003 to ${requestWords(request)}`,
            answerWords(request),
          );
      }
    }
  },
});
