/** What goes on that is over: sessions, and people in them. */
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
  operates,
  returns,
  shownOut,
} from './acts.test.helper.js';
import { type Attendee, beating, type LogText, type MeetingLog, relaying, resuming } from './meeting.test.helper.js';
import type { LogStories, LogStory } from './story.test.helper.js';

/** Ann is alone and goes so; a minute later bob comes, into her session or to her. */
const aloneAndLost = (announced: LogText, code: number | undefined, ghost?: ClauseId): LogStory => ({
  announced,
  tell(meeting, wrong) {
    const ann = comes(meeting, 1_000, 'ann');
    drops(meeting, 20_000, ann, code);
    ann.present = false;
    const roster = wrong && ghost ? [ann] : [];
    const bob = comes(meeting, 90_000, 'bob', { session: wrong ? 's1' : 's2', roster });
    if (wrong) meeting.blame(ghost ?? 'session.fresh');
    asks(meeting, 100_000, bob);
    disperse(meeting, 110_000);
  },
});

/** The operator ends it for all: two of three are told, or none, and the call is answered. */
const answeredUntold = (call: LogText, code: number, told: 'none' | 'some', clause: ClauseId): LogStory => ({
  tell(meeting, wrong) {
    const [ann, bob, cyd] = ['ann', 'bob', 'cyd'].map((name, index) => comes(meeting, 1_000 * (index + 1), name)) as [
      Attendee,
      Attendee,
      Attendee,
    ];
    operates(meeting, 20_000, call, () => {
      for (const one of [ann, bob]) if (!wrong || told === 'some') shownOut(meeting, 20_000, one, code);
      if (!wrong) shownOut(meeting, 20_000, cyd, code);
    });
    if (wrong) {
      asks(meeting, 90_000, cyd);
      meeting.blame(clause);
      asks(meeting, 90_010, cyd);
    }
    if (wrong) for (const one of meeting.people) if (one.present) drops(meeting, 200_000, one);
  },
});

/** The operator names bob alone, is answered, and nothing comes of it. */
const namedUntold = (call: (one: Attendee) => LogText, code: number, clause: ClauseId): LogStory => ({
  announced: relaying,
  tell(meeting, wrong) {
    comes(meeting, 1_000, 'ann');
    const bob = comes(meeting, 2_000, 'bob');
    operates(meeting, 20_000, call(bob), () => {
      if (wrong) return;
      shownOut(meeting, 20_000, bob, code);
      isGone(meeting, 20_001, bob, code);
    });
    if (wrong) {
      asks(meeting, 90_000, bob);
      meeting.blame(clause);
    }
    disperse(meeting, 100_000);
  },
});

const room = { roomId: 'blue' };

export const overStories: LogStories = {
  'session-outlives-a-close': aloneAndLost({ ...resuming }, 1001),
  'session-outlives-a-break': aloneAndLost(beating, undefined),
  'session-outlives-a-goodbye': aloneAndLost(beating, 4101),
  'ghost-of-a-close': aloneAndLost(resuming, 1001, 'connection.lost-in-time'),
  'ghost-of-a-goodbye': aloneAndLost(beating, 4101, 'connection.goodbye'),
  'end-by-operator-untold': answeredUntold({ endMeeting: room }, 1009, 'none', 'operator.end'),
  'end-by-operator-untold-to-one': answeredUntold({ endMeeting: room }, 1009, 'some', 'operator.end'),
  'close-by-operator-untold': answeredUntold({ closeRoom: room }, 1006, 'none', 'operator.close'),
  'close-by-operator-untold-to-one': answeredUntold({ closeRoom: room }, 1006, 'some', 'operator.close'),
  'removal-by-operator-untold': namedUntold(
    ({ participationId }) => ({ removeParticipant: { ...room, participationId } }),
    1010,
    'operator.remove',
  ),
  'relay-untold': namedUntold(
    ({ participationId }) => ({ stopMediaRelay: { ...room, participationIds: [participationId] } }),
    1004,
    'operator.relay',
  ),
  'removal-by-a-host-untold': {
    tell(meeting, wrong) {
      const ann = comes(meeting, 1_000, 'ann');
      const bob = comes(meeting, 2_000, 'bob');
      const replyTo = meeting.ask(20_000, ann, { remove: { participationId: bob.participationId } });
      if (!wrong) {
        shownOut(meeting, 20_000, bob, 1002);
        isGone(meeting, 20_001, bob, 1002);
      }
      meeting.tell(20_002, ann, { replyTo, accepted: {} });
      if (wrong) {
        asks(meeting, 90_000, bob);
        meeting.blame('remove.takes-effect');
      }
      disperse(meeting, 100_000);
    },
  },
  'relay-of-two-untold-to-one': {
    announced: relaying,
    tell(meeting, wrong) {
      comes(meeting, 1_000, 'ann');
      const bob = comes(meeting, 2_000, 'bob');
      const cyd = comes(meeting, 3_000, 'cyd');
      const participationIds = [bob.participationId, cyd.participationId];
      operates(meeting, 20_000, { stopMediaRelay: { ...room, participationIds } }, () => {
        const gone = wrong ? [bob] : [bob, cyd];
        for (const one of gone) shownOut(meeting, 20_000, one, 1004);
        for (const one of gone) isGone(meeting, 20_001, one, 1004, wrong ? [cyd] : []);
      });
      if (wrong) {
        asks(meeting, 90_000, cyd);
        meeting.blame('operator.relay');
      }
      disperse(meeting, 100_000);
    },
  },
  'session-outlives-one-who-had-resumed': {
    announced: resuming,
    tell(meeting, wrong) {
      const ann = comes(meeting, 1_000, 'ann');
      drops(meeting, 10_000, ann, 1001);
      returns(meeting, 14_000, ann);
      asks(meeting, 15_000, ann);
      drops(meeting, 20_000, ann, 1001);
      ann.present = false;
      const bob = comes(meeting, 90_000, 'bob', { session: wrong ? 's1' : 's2' });
      if (wrong) meeting.blame('session.fresh');
      asks(meeting, 95_000, bob);
      disperse(meeting, 100_000);
    },
  },
  'session-outlives-one-lost-behind-one-who-left': {
    announced: resuming,
    tell(meeting, wrong) {
      const ann = comes(meeting, 1_000, 'ann');
      const bob = comes(meeting, 2_000, 'bob');
      leaves(meeting, 10_000, bob);
      drops(meeting, 20_000, ann, 1001);
      ann.present = false;
      comes(meeting, 90_000, 'cyd', { session: wrong ? 's1' : 's2' });
      if (wrong) meeting.blame('session.fresh');
      disperse(meeting, 100_000);
    },
  },
  'session-outlives-two-lost': {
    announced: beating,
    tell(meeting, wrong) {
      const ann = comes(meeting, 1_000, 'ann');
      const bob = comes(meeting, 2_000, 'bob');
      drops(meeting, 20_000, ann);
      isGone(meeting, 35_000, ann, 1001);
      drops(meeting, 50_000, bob);
      bob.present = false;
      comes(meeting, 190_000, 'cyd', { session: wrong ? 's1' : 's2' });
      if (wrong) meeting.blame('session.fresh');
      disperse(meeting, 200_000);
    },
  },
  'ghost-after-the-second-loss': {
    announced: resuming,
    tell(meeting, wrong) {
      const ann = comes(meeting, 1_000, 'ann');
      const bob = comes(meeting, 2_000, 'bob');
      drops(meeting, 10_000, bob, 1001);
      returns(meeting, 14_000, bob);
      asks(meeting, 15_000, bob);
      drops(meeting, 20_000, bob, 1001);
      isGone(meeting, 30_500, bob, 1001, wrong ? [ann] : []);
      comes(meeting, 90_000, 'cyd', { roster: wrong ? [ann, bob] : [ann] });
      // Ann is told of cyd's arrival in the line behind.
      const arrival = meeting.lines.pop();
      if (wrong) meeting.blame('connection.lost-in-time');
      if (arrival) meeting.lines.push(arrival);
      disperse(meeting, 100_000);
    },
  },
  'join-after-the-end': {
    tell(meeting: MeetingLog, wrong: boolean) {
      const ann = comes(meeting, 1_000, 'ann');
      const bob = comes(meeting, 2_000, 'bob');
      const replyTo = meeting.ask(20_000, ann, { end: {} });
      shownOut(meeting, 20_001, bob, 1008);
      shownOut(meeting, 20_002, ann, 1008, replyTo);
      const cyd = attendee(meeting, 'cyd', {});
      cyd.connection = meeting.connect();
      const { participantId, role, connection } = cyd;
      meeting.line(60_000, connection, { fromClient: { join: { ...room, participantId, role, joinId: 'j-late' } } });
      arrives(meeting, 60_000, cyd, { session: wrong ? 's1' : 's2' });
      if (wrong) meeting.blame('end.new-session');
      asks(meeting, 90_000, cyd);
      disperse(meeting, 100_000);
    },
  },
};
