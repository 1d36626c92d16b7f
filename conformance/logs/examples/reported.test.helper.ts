/** Departures by every cause, each reported to somebody outside of the room; in the wrong copy one report is wrong. */
import type { ClauseId } from '../../../gen/clauses.js';
import {
  arrives,
  asks,
  attendee,
  comes,
  disperse,
  drops,
  isGone,
  leaves,
  moves,
  operates,
  returns,
  shownOut,
} from './acts.test.helper.js';
import { type Attendee, type LogText, type MeetingLog, plainly, relaying, resuming } from './meeting.test.helper.js';
import { dispersesReported, leavesReported, type ReportText, reports, reportsEnd } from './reports.test.helper.js';
import type { LogStories, LogStory } from './story.test.helper.js';

type Three = readonly [Attendee, Attendee, Attendee];

/** Ann, bob and cyd; one of them goes in some way, and is reported; then all others leave. The first line that is blamed is the wrong one. */
const meeting3 = (
  tell: (meeting: MeetingLog, wrong: boolean, people: Three) => void,
  announced: LogText = plainly,
  head: LogText = {},
): LogStory => ({
  announced,
  head,
  tell(meeting, wrong) {
    const people = ['ann', 'bob', 'cyd'].map((name, index) => comes(meeting, 1_000 * (index + 1), name));
    tell(meeting, wrong, people as unknown as Three);
    dispersesReported(meeting, 100_000);
    reportsEnd(meeting, 110_000);
    comes(meeting, 200_000, 'dan', { session: 's2' });
    disperse(meeting, 210_000);
  },
});

/** Bob goes with one code, and the wrong copy reports another one. */
const byCause = (
  code: number,
  wrongCode: number | undefined,
  goes: (meeting: MeetingLog, people: Three) => void,
  announced?: LogText,
): LogStory =>
  meeting3((meeting, wrong, people) => {
    goes(meeting, people);
    reports(meeting, 20_010, people[1], wrong ? wrongCode : code);
    if (wrong) meeting.blame('reason.elsewhere');
  }, announced);

/** Bob leaves, and one thing in the report is wrong. */
const misreported = (clause: ClauseId, but: ReportText): LogStory =>
  meeting3((meeting, wrong, [, bob]) => {
    leaves(meeting, 20_000, bob);
    reports(meeting, 20_010, bob, 1101, wrong ? but : {});
    if (wrong) meeting.blame(clause);
  });

const lost = (meeting: MeetingLog, [, bob]: Three): void => {
  drops(meeting, 9_000, bob);
  isGone(meeting, 20_000, bob, 1001);
};

const room = { roomId: 'blue' };

/** All depart together, in the order in which their RoomLeft is written; they are reported in another one. */
const forAll = (code: number, ends: (meeting: MeetingLog, people: Three) => void): LogStory => ({
  tell(meeting, wrong) {
    const people = ['ann', 'bob', 'cyd'].map((name, index) =>
      comes(meeting, 1_000 * (index + 1), name),
    ) as unknown as Three;
    ends(meeting, people);
    const [ann, bob, cyd] = people;
    for (const [index, one] of [cyd, ann, bob].entries()) {
      const isWrong = wrong && one === ann;
      reports(meeting, 22_000 + index, one, isWrong ? 1101 : code);
      if (isWrong) meeting.blame('reason.elsewhere');
    }
    reportsEnd(meeting, 23_000);
    comes(meeting, 200_000, 'dan', { session: 's2' });
    disperse(meeting, 210_000);
  },
});

/** The last of them has asked for it, if anybody has. */
function allShownOut(meeting: MeetingLog, people: readonly Attendee[], code: number, replyTo?: number): void {
  for (const one of people) {
    const answers = replyTo !== undefined && one === people.at(-1) ? { replyTo } : {};
    meeting.tell(20_001, one, { ...answers, roomLeft: { reason: { code } } });
  }
  for (const one of people) {
    meeting.line(20_002, one.connection, { closed: { by: 'CLOSED_BY_SERVER', code: 3_000 + code } });
    one.present = false;
  }
}

const core = { features: ['FEATURE_REMOVE', 'FEATURE_OPERATOR'] };

export const reportedStories: LogStories = {
  'reported-leave': byCause(1101, 1001, (meeting, [, bob]) => leaves(meeting, 20_000, bob)),
  'reported-leave-without-a-reason': byCause(1101, undefined, (meeting, [, bob]) => leaves(meeting, 20_000, bob)),
  'reported-loss': byCause(1001, 1101, lost, resuming),
  'reported-removal-by-a-host': byCause(1002, 1101, (meeting, [ann, bob]) => {
    const replyTo = meeting.ask(20_000, ann, { remove: { participationId: bob.participationId } });
    shownOut(meeting, 20_000, bob, 1002);
    isGone(meeting, 20_001, bob, 1002);
    meeting.tell(20_001, ann, { replyTo, accepted: {} });
  }),
  'reported-removal-by-the-operator': byCause(1010, 1002, (meeting, [, bob]) =>
    operates(meeting, 20_000, { removeParticipant: { ...room, participationId: bob.participationId } }, () => {
      shownOut(meeting, 20_000, bob, 1010);
      isGone(meeting, 20_001, bob, 1010);
    }),
  ),
  'reported-relay': byCause(
    1004,
    1001,
    (meeting, [, bob]) =>
      operates(meeting, 20_000, { stopMediaRelay: { ...room, participationIds: [bob.participationId] } }, () => {
        shownOut(meeting, 20_000, bob, 1004);
        isGone(meeting, 20_001, bob, 1004);
      }),
    relaying,
  ),
  'reported-replacement': meeting3((meeting, wrong, [, bob]) => {
    const again = comesAgain(meeting, 20_000, bob);
    reports(meeting, 20_010, bob, wrong ? 1101 : 1011);
    if (wrong) meeting.blame('reason.elsewhere');
    asks(meeting, 30_000, again);
  }),
  'reported-switch': meeting3((meeting, wrong, [, bob]) => {
    const replyTo = meeting.ask(20_000, bob, { switchRoom: { roomId: 'red' } });
    isGone(meeting, 20_000, bob, 1005);
    const there = moves(meeting, 20_001, bob, 'red', { replyTo, session: 's5' });
    reports(meeting, 20_010, bob, wrong ? 1101 : 1005);
    if (wrong) meeting.blame('reason.elsewhere');
    leaves(meeting, 30_000, there);
    reports(meeting, 30_010, there, 1101, { sessionId: 's5' });
  }),
  'reported-end': forAll(1008, (meeting, [ann, bob, cyd]) => {
    const replyTo = meeting.ask(20_000, ann, { end: {} });
    allShownOut(meeting, [bob, cyd, ann], 1008, replyTo);
  }),
  'reported-end-by-the-operator': forAll(1009, (meeting, people) =>
    operates(meeting, 20_000, { endMeeting: room }, () => {
      allShownOut(meeting, people, 1009);
    }),
  ),
  'reported-close': forAll(1006, (meeting, people) =>
    operates(meeting, 20_000, { closeRoom: room }, () => {
      allShownOut(meeting, people, 1006);
    }),
  ),
  /** People are told nothing of why, and the report may say it. */
  'reported-leave-of-a-server-with-core-codes': {
    announced: core,
    tell(meeting, wrong) {
      const ann = comes(meeting, 1_000, 'ann');
      const bob = comes(meeting, 2_000, 'bob');
      const { participantId, participationId } = bob;
      const replyTo = meeting.ask(20_000, bob, { leave: {} });
      meeting.tell(20_001, bob, { replyTo, roomLeft: {} });
      meeting.line(20_002, bob.connection, { closed: { by: 'CLOSED_BY_SERVER', code: 1000 } });
      bob.present = false;
      meeting.tell(20_001, ann, { participantLeft: { participantId, participationId } });
      reports(meeting, 20_010, bob, wrong ? 1001 : 1101);
      if (wrong) meeting.blame('reason.elsewhere');
      operates(meeting, 40_000, { removeParticipant: { ...room, participationId: ann.participationId } }, () =>
        shownOut(meeting, 40_001, ann, 1002),
      );
      reports(meeting, 40_010, ann, 1010);
    },
  },
  /** Bob was lost, and comes back too late. That is no second departure. */
  'reported-again-when-a-resume-is-refused': meeting3((meeting, wrong, [, bob]) => {
    drops(meeting, 5_000, bob);
    isGone(meeting, 15_500, bob, 1001);
    reports(meeting, 15_510, bob, 1001);
    const connection = meeting.connect();
    meeting.line(20_000, connection, { fromClient: { resume: { resumeToken: bob.token, sequence: bob.sequence } } });
    meeting.line(20_001, connection, { fromServer: { roomLeft: { reason: { code: 1001 } } } });
    meeting.line(20_002, connection, { closed: { by: 'CLOSED_BY_SERVER', code: 4001 } });
    if (!wrong) return;
    reports(meeting, 20_010, bob, 1001, { reportId: 'r-late' });
    meeting.blame('report.once');
  }, resuming),
  'reported-twice': meeting3((meeting, wrong, [, bob]) => {
    leavesReported(meeting, 20_000, bob);
    if (!wrong) return;
    reports(meeting, 24_000, bob, 1101, { reportId: 'r-second' });
    meeting.blame('report.once');
  }),
  'reported-twice-without-ids': meeting3((meeting, wrong, [, bob]) => {
    leaves(meeting, 20_000, bob);
    for (let times = 0; times < (wrong ? 2 : 1); times += 1) reports(meeting, 20_010, bob, 1101, { reportId: '' });
    if (wrong) meeting.blame('report.once');
  }),
  /** The right copy delivers it three times as it is. */
  'reported-again-with-another-reason': meeting3((meeting, wrong, [, bob]) => {
    leavesReported(meeting, 20_000, bob);
    reports(meeting, 24_000, bob, 1101);
    reports(meeting, 28_000, bob, wrong ? 1001 : 1101);
    if (wrong) meeting.blame('report.repeated');
  }),
  'reported-under-the-id-of-another': meeting3((meeting, wrong, [, bob, cyd]) => {
    leavesReported(meeting, 20_000, bob);
    leaves(meeting, 24_000, cyd);
    reports(meeting, 24_010, cyd, 1101, wrong ? { reportId: `r-${bob.participationId}` } : {});
    if (wrong) meeting.blame('report.repeated');
  }),
  'reported-with-another-name': misreported('report.names', { participantId: 'cyd' }),
  'reported-with-another-session': misreported('report.names', { sessionId: 's7' }),
  'reported-with-another-room': misreported('report.names', { roomId: 'red' }),
  'reported-without-a-participation': misreported('report.names', { participationId: '' }),
  'reported-while-there': meeting3(
    (meeting, wrong, [, bob]) => {
      if (wrong) {
        reports(meeting, 10_000, bob, 1002);
        meeting.blame('report.departed');
      }
      asks(meeting, 20_000, bob);
      leaves(meeting, 30_000, bob);
      reports(meeting, 30_010, bob, 1101, { reportId: 'r-true' });
    },
    plainly,
    { writer: 'LOG_WRITER_SERVER' },
  ),
  'reported-while-it-may-resume': meeting3((meeting, wrong, [, bob]) => {
    drops(meeting, 9_000, bob);
    if (wrong) {
      reports(meeting, 10_000, bob, 1001);
      meeting.blame('report.departed');
    }
    returns(meeting, 15_000, bob);
    asks(meeting, 25_000, bob);
    leaves(meeting, 30_000, bob);
    reports(meeting, 30_010, bob, 1101, { reportId: 'r-true' });
  }, resuming),
  'reported-who-never-was': meeting3((meeting, wrong, [, bob]) => {
    leavesReported(meeting, 20_000, bob);
    if (!wrong) return;
    reports(meeting, 24_000, bob, 1101, { participationId: 'p77', reportId: 'r-none' });
    meeting.blame('report.departed');
  }),
};

/** The same participant joins once more, and the older stay ends with 1011. */
function comesAgain(meeting: MeetingLog, at: number, older: Attendee): Attendee {
  const { participantId, role } = older;
  const again = attendee(meeting, participantId, { role });
  again.connection = meeting.connect();
  const joinId = `j-${again.connection}`;
  meeting.line(at, again.connection, { fromClient: { join: { ...room, participantId, role, joinId } } });
  again.present = false;
  isGone(meeting, at, older, 1011);
  shownOut(meeting, at, older, 1011);
  again.present = true;
  arrives(meeting, at, again);
  return again;
}
