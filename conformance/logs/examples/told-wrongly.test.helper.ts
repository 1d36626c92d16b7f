/** What is told of a departure is wrong: the name, the reason, twice, or of nobody who is gone. */
import {
  asks,
  comes,
  disperse,
  drops,
  isGone,
  leaves,
  leftWith,
  operates,
  returns,
  shownOut,
} from './acts.test.helper.js';
import { type Attendee, beating, type MeetingLog, memberOf, resuming } from './meeting.test.helper.js';
import type { LogStories } from './story.test.helper.js';

/** Ann, bob and cyd are there. */
function three(meeting: MeetingLog): { ann: Attendee; bob: Attendee; cyd: Attendee } {
  const ann = comes(meeting, 1_000, 'ann');
  const bob = comes(meeting, 2_000, 'bob');
  return { ann, bob, cyd: comes(meeting, 3_000, 'cyd') };
}

/** Bob leaves, and ann is told of it by another name. */
const misnamed = (participantId: string) => ({
  tell(meeting: MeetingLog, wrong: boolean) {
    const { ann, bob } = three(meeting);
    const replyTo = meeting.ask(20_000, bob, { leave: {} });
    meeting.tell(20_000, ann, leftWith(1101, wrong ? { ...bob, participantId } : bob));
    if (wrong) meeting.blame('departure.named');
    isGone(meeting, 20_001, bob, 1101, [ann]);
    shownOut(meeting, 20_002, bob, 1101, replyTo);
    asks(meeting, 90_000, ann);
    disperse(meeting, 100_000);
  },
});

export const toldWronglyStories: LogStories = {
  'name-of-another': misnamed('cyd'),
  'name-in-another-case': misnamed('Bob'),
  'name-with-a-blank': misnamed('bob '),
  'name-in-another-form': {
    tell(meeting, wrong) {
      const ann = comes(meeting, 1_000, 'ann');
      const one = comes(meeting, 2_000, 'Zo\u00eb');
      const replyTo = meeting.ask(20_000, one, { leave: {} });
      meeting.tell(20_000, ann, leftWith(1101, wrong ? { ...one, participantId: 'Zoe\u0308' } : one));
      if (wrong) meeting.blame('departure.named');
      shownOut(meeting, 20_002, one, 1101, replyTo);
      disperse(meeting, 100_000);
    },
  },
  'name-in-an-arrival': {
    tell(meeting, wrong) {
      const ann = comes(meeting, 1_000, 'ann');
      const bob = comes(meeting, 2_000, 'bob');
      if (wrong) {
        const participant = { ...memberOf(bob), participantId: 'Bob' };
        meeting.lines.splice(-1, 1);
        ann.sequence -= 1;
        meeting.tell(2_001, ann, { participantJoined: { participant } });
        meeting.blame('join.announced');
      }
      asks(meeting, 20_000, ann);
      leaves(meeting, 30_000, bob);
      disperse(meeting, 100_000);
    },
  },
  'told-twice': {
    tell(meeting, wrong) {
      const { ann, bob } = three(meeting);
      leaves(meeting, 20_000, bob);
      asks(meeting, 90_000, ann);
      if (wrong) {
        meeting.tell(240_000, ann, leftWith(1101, bob));
        meeting.blame('departure.once');
      }
      asks(meeting, 300_000, ann);
      disperse(meeting, 310_000);
    },
  },
  'told-twice-of-a-loss': {
    announced: beating,
    tell(meeting, wrong) {
      const { bob, cyd } = three(meeting);
      drops(meeting, 20_000, bob);
      isGone(meeting, 35_000, bob, 1001);
      if (wrong) {
        meeting.tell(335_000, cyd, leftWith(1101, bob));
        meeting.blame('departure.once');
      }
      asks(meeting, 400_000, cyd);
      disperse(meeting, 410_000);
    },
  },
  'told-twice-to-one-back': {
    announced: resuming,
    tell(meeting, wrong) {
      const { ann, bob, cyd } = three(meeting);
      leaves(meeting, 20_000, bob);
      drops(meeting, 60_000, cyd, 1001);
      returns(meeting, 64_000, cyd);
      if (wrong) {
        meeting.tell(64_002, cyd, leftWith(1101, bob));
        meeting.blame('departure.once');
      }
      asks(meeting, 90_000, cyd);
      asks(meeting, 90_010, ann);
      disperse(meeting, 100_000);
    },
  },
  phantom: {
    tell(meeting, wrong) {
      const { ann, bob, cyd } = three(meeting);
      if (wrong) {
        meeting.tell(15_000, ann, leftWith(1001, bob));
        meeting.blame('reason.true');
      }
      asks(meeting, 90_000, bob);
      leaves(meeting, 100_000, bob, wrong ? [ann] : []);
      asks(meeting, 110_000, cyd);
      disperse(meeting, 120_000);
    },
  },
  'phantom-of-a-loss-that-was-cured': {
    tell(meeting, wrong) {
      const { ann, bob, cyd } = three(meeting);
      asks(meeting, 20_000, bob);
      if (wrong) {
        meeting.tell(30_000, ann, leftWith(1101, bob));
        meeting.blame('reason.true');
        meeting.tell(30_000, cyd, leftWith(1101, bob));
      }
      asks(meeting, 90_000, bob);
      leaves(meeting, 100_000, bob, wrong ? [ann, cyd] : []);
      disperse(meeting, 120_000);
    },
  },
  'reason-differs-for-one-away': {
    announced: resuming,
    tell(meeting, wrong) {
      const { ann, bob, cyd } = three(meeting);
      drops(meeting, 19_000, cyd, 1001);
      const replyTo = meeting.ask(20_000, bob, { leave: {} });
      meeting.tell(20_000, ann, leftWith(1101, bob));
      meeting.tell(20_000, cyd, leftWith(wrong ? 1001 : 1101, bob));
      shownOut(meeting, 20_000, bob, 1101, replyTo);
      returns(meeting, 24_000, cyd);
      if (wrong) meeting.blame('reason.agree');
      asks(meeting, 90_000, cyd);
      disperse(meeting, 100_000);
    },
  },
  'reason-of-the-leaver-differs': {
    tell(meeting, wrong) {
      const { ann, bob } = three(meeting);
      operates(meeting, 20_000, { removeParticipant: { roomId: 'blue', participationId: bob.participationId } }, () => {
        isGone(meeting, 20_000, bob, 1010);
        meeting.tell(20_001, bob, { roomLeft: { reason: { code: wrong ? 1002 : 1010 } } });
        if (wrong) meeting.blame('operator.remove');
        meeting.line(20_002, bob.connection, { closed: { by: 'CLOSED_BY_SERVER', code: wrong ? 4002 : 4010 } });
      });
      asks(meeting, 90_000, ann);
      disperse(meeting, 100_000);
    },
  },
  'reasons-differ': {
    tell(meeting, wrong) {
      const { ann, bob, cyd } = three(meeting);
      const replyTo = meeting.ask(20_000, ann, { remove: { participationId: bob.participationId } });
      shownOut(meeting, 20_000, bob, 1002);
      meeting.tell(20_001, ann, leftWith(1002, bob));
      meeting.tell(20_001, cyd, leftWith(wrong ? 1001 : 1002, bob));
      if (wrong) meeting.blame('reason.agree');
      meeting.tell(20_002, ann, { replyTo, accepted: {} });
      asks(meeting, 90_000, cyd);
      disperse(meeting, 100_000);
    },
  },
};
