/** The reports that a server makes of departures, for a webhook or the like, as it writes them into its log. */
import { leaves, reasonOf } from './acts.test.helper.js';
import type { Attendee, LogText, MeetingLog } from './meeting.test.helper.js';

/** What a report says that is wrong, or said in another way. */
export type ReportText = LogText & { readonly reportId?: string };

/** A report of somebody's departure; `code`: none where the report has no reason. */
export function reports(
  meeting: MeetingLog,
  at: number,
  one: Attendee,
  code: number | undefined,
  but: ReportText = {},
): void {
  const { participantId, participationId, room: roomId } = one;
  const ids = { reportId: `r-${participationId}`, roomId, sessionId: 's1', participantId, participationId };
  const departureReported = { ...ids, ...(code === undefined ? {} : reasonOf(code)), ...but };
  meeting.note(at, { departureReported });
}

/** A report of the end of a session. */
export function reportsEnd(meeting: MeetingLog, at: number, but: ReportText = {}): void {
  meeting.note(at, { sessionEndReported: { reportId: 'r-end', roomId: 'blue', sessionId: 's1', ...but } });
}

/** Somebody leaves, and that is reported. */
export function leavesReported(meeting: MeetingLog, at: number, one: Attendee, code = 1101): void {
  leaves(meeting, at, one);
  reports(meeting, at + 1, one, code);
}

/** Everybody who is still there leaves, two seconds apart, and each is reported. */
export function dispersesReported(meeting: MeetingLog, at: number): void {
  for (const [index, one] of meeting.people.filter(({ present }) => present).entries())
    leavesReported(meeting, at + 2_000 * index, one);
}
