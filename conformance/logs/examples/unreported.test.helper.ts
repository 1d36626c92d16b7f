/** Departures, and ends of sessions, that are reported too late or not at all. */
import { asks, comes, drops, leaves } from './acts.test.helper.js';
import { type Attendee, beating, type LogText, type MeetingLog, resuming } from './meeting.test.helper.js';
import { dispersesReported, leavesReported, reports, reportsEnd } from './reports.test.helper.js';
import type { LogStories, LogStory } from './story.test.helper.js';

type Four = readonly [Attendee, Attendee, Attendee, Attendee];

/** Ann, bob, cyd and dan; bob has left and was reported, so that everybody knows that the room is. */
const begun = (
  tell: (meeting: MeetingLog, wrong: boolean, people: Four) => void,
  head: LogText = {},
  announced: LogText = beating,
): LogStory => ({
  announced,
  head,
  tell(meeting, wrong) {
    const people = ['ann', 'bob', 'cyd', 'dan'].map((name, index) => comes(meeting, 1_000 * (index + 1), name));
    leavesReported(meeting, 10_000, people[1] as Attendee);
    tell(meeting, wrong, people as unknown as Four);
  },
});

/** Another meeting, much later: eve comes, and leaves. */
function nextMeeting(meeting: MeetingLog): void {
  const eve = comes(meeting, 300_000, 'eve', { session: 's2' });
  asks(meeting, 310_000, eve);
  leaves(meeting, 320_000, eve);
  reports(meeting, 320_010, eve, 1101, { sessionId: 's2' });
  reportsEnd(meeting, 325_000, { sessionId: 's2' });
}

export const unreportedStories: LogStories = {
  'reports-out-of-order': begun((meeting, wrong, [, , cyd, dan]) => {
    leaves(meeting, 20_000, cyd);
    if (!wrong) reports(meeting, 20_010, cyd, 1101);
    leaves(meeting, 24_000, dan);
    reports(meeting, 24_010, dan, 1101);
    if (wrong) meeting.blame('report.in-order');
    if (wrong) reports(meeting, 28_000, cyd, 1101);
    dispersesReported(meeting, 100_000);
  }),
  'report-missing-before-a-later-one': begun((meeting, wrong, [, , cyd, dan]) => {
    leaves(meeting, 20_000, cyd);
    if (!wrong) reports(meeting, 20_010, cyd, 1101);
    leaves(meeting, 24_000, dan);
    reports(meeting, 24_010, dan, 1101);
    if (wrong) meeting.blame('report.each');
    dispersesReported(meeting, 100_000);
  }),
  'report-missing-at-the-end-of-the-session': begun((meeting, wrong, [ann, , cyd, dan]) => {
    for (const [index, one] of [cyd, dan].entries()) leavesReported(meeting, 20_000 + 3_000 * index, one);
    leaves(meeting, 40_000, ann);
    if (!wrong) reports(meeting, 40_010, ann, 1101);
    reportsEnd(meeting, 45_000);
    if (wrong) meeting.blame('report.each');
    nextMeeting(meeting);
  }),
  /** Nobody is there who could be told of it. */
  'report-missing-of-the-last-one-who-was-lost': begun(
    (meeting, wrong, [ann, , cyd, dan]) => {
      for (const [index, one] of [cyd, dan].entries()) leavesReported(meeting, 20_000 + 3_000 * index, one);
      drops(meeting, 40_000, ann);
      ann.present = false;
      if (!wrong) reports(meeting, 60_000, ann, 1001);
      reportsEnd(meeting, 65_000);
      if (wrong) meeting.blame('report.each');
      nextMeeting(meeting);
    },
    {},
    resuming,
  ),
  'report-not-made-in-time': begun(
    (meeting, wrong, [ann, , cyd]) => {
      leaves(meeting, 20_000, cyd);
      reports(meeting, wrong ? 80_000 : 49_000, cyd, 1101);
      if (wrong) meeting.lines.pop();
      asks(meeting, 60_000, ann);
      if (wrong) {
        const answer = meeting.lines.pop();
        meeting.blame('report.each');
        if (answer) meeting.lines.push(answer);
      }
      dispersesReported(meeting, 100_000);
    },
    { reportedWithinMs: 30_000 },
  ),
  'end-of-a-session-reported-before-the-last-departure': begun((meeting, wrong, [ann, , cyd, dan]) => {
    for (const [index, one] of [cyd, dan].entries()) leavesReported(meeting, 20_000 + 3_000 * index, one);
    leaves(meeting, 40_000, ann);
    if (!wrong) reports(meeting, 40_010, ann, 1101);
    reportsEnd(meeting, 45_000);
    if (wrong) meeting.blame('report.end-last');
    if (wrong) reports(meeting, 50_000, ann, 1101);
    nextMeeting(meeting);
  }),
  'end-of-a-session-reported-while-it-goes-on': begun((meeting, wrong) => {
    if (wrong) {
      reportsEnd(meeting, 20_000);
      meeting.blame('report.end-last');
    }
    dispersesReported(meeting, 100_000);
    if (!wrong) reportsEnd(meeting, 120_000);
    nextMeeting(meeting);
  }),
  'end-of-a-session-reported-twice': begun((meeting, wrong) => {
    dispersesReported(meeting, 100_000);
    reportsEnd(meeting, 120_000);
    reportsEnd(meeting, 124_000, wrong ? { reportId: 'r-end-2' } : {});
    if (wrong) meeting.blame('report.once');
    nextMeeting(meeting);
  }),
  'end-of-another-session-reported': begun(
    (meeting, wrong) => {
      dispersesReported(meeting, 100_000);
      reportsEnd(meeting, 120_000, wrong ? { sessionId: 's7' } : {});
      if (wrong) meeting.blame('report.names');
      nextMeeting(meeting);
    },
    { reportedWithinMs: 30_000 },
  ),
  'end-of-a-session-reported-for-another-room': begun((meeting, wrong) => {
    dispersesReported(meeting, 100_000);
    reportsEnd(meeting, 120_000, wrong ? { roomId: 'red' } : {});
    if (wrong) meeting.blame('report.names');
    nextMeeting(meeting);
  }),
  /** The end of a meeting before shows that ends are reported. */
  'end-of-a-session-not-reported': begun(
    (meeting, wrong) => {
      dispersesReported(meeting, 100_000);
      reportsEnd(meeting, 120_000);
      nextMeeting(meeting);
      // Without the report of its end.
      if (wrong) meeting.lines.pop();
      const fay = comes(meeting, 600_000, 'fay', { session: 's3' });
      if (wrong) {
        const welcome = meeting.lines.pop();
        meeting.blame('report.each-end');
        if (welcome) meeting.lines.push(welcome);
      }
      leaves(meeting, 610_000, fay);
      reports(meeting, 610_010, fay, 1101, { sessionId: 's3' });
      reportsEnd(meeting, 611_000, { sessionId: 's3' });
    },
    { reportedWithinMs: 30_000 },
  ),
};
