/** Cyd is never told that bob is gone, and asks for nothing any more; it is shown what only happened later. */
import type { ClauseId } from '../../../gen/clauses.js';
import { comes, disperse, drops, isGone, leaves, shownOut } from './acts.test.helper.js';
import { type Attendee, type LogText, type MeetingLog, plainly, resuming } from './meeting.test.helper.js';
import type { LogStories, LogStory } from './story.test.helper.js';

type Going = (meeting: MeetingLog, bob: Attendee, but: readonly Attendee[]) => void;

const byLeave: Going = (meeting, bob, but) => leaves(meeting, 20_000, bob, but);
const byLoss: Going = (meeting, bob, but) => {
  drops(meeting, 20_000, bob, 1001);
  isGone(meeting, 30_500, bob, 1001, but);
};
const byGoodbye: Going = (meeting, bob, but) => {
  drops(meeting, 20_000, bob, 4101);
  isGone(meeting, 20_100, bob, 1101, but);
};

/** Dan comes a minute later, and cyd is shown that. */
const thenAnArrival = (clause: ClauseId, goes: Going, announced: LogText): LogStory => ({
  announced,
  tell(meeting, wrong) {
    comes(meeting, 1_000, 'ann');
    const bob = comes(meeting, 2_000, 'bob');
    const cyd = comes(meeting, 3_000, 'cyd');
    goes(meeting, bob, wrong ? [cyd] : []);
    comes(meeting, 100_000, 'dan');
    if (wrong) meeting.blame(clause);
    drops(meeting, 110_000, cyd, 4101);
    isGone(meeting, 110_100, cyd, 1101);
    disperse(meeting, 200_000);
  },
});

/** Ann ends the meeting a minute later, and cyd is shown out. */
const thenAnEnd = (clause: ClauseId, goes: Going, announced: LogText): LogStory => ({
  announced,
  tell(meeting, wrong) {
    const ann = comes(meeting, 1_000, 'ann');
    const bob = comes(meeting, 2_000, 'bob');
    const cyd = comes(meeting, 3_000, 'cyd');
    goes(meeting, bob, wrong ? [cyd] : []);
    const replyTo = meeting.ask(100_000, ann, { end: {} });
    meeting.tell(100_001, cyd, { roomLeft: { reason: { code: 1008 } } });
    if (wrong) meeting.blame(clause);
    meeting.line(100_002, cyd.connection, { closed: { by: 'CLOSED_BY_SERVER', code: 4008 } });
    shownOut(meeting, 100_002, ann, 1008, replyTo);
  },
});

export const laterStories: LogStories = {
  'untold-leave-then-an-arrival': thenAnArrival('departure.tells-others', byLeave, plainly),
  'untold-loss-then-an-arrival': thenAnArrival('connection.lost-in-time', byLoss, resuming),
  'untold-goodbye-then-an-arrival': thenAnArrival('connection.goodbye', byGoodbye, plainly),
  'untold-leave-then-an-end': thenAnEnd('departure.tells-others', byLeave, plainly),
  'untold-loss-then-an-end': thenAnEnd('connection.lost-in-time', byLoss, resuming),
  'untold-goodbye-then-an-end': thenAnEnd('connection.goodbye', byGoodbye, plainly),
};
