/** A departure of which cyd is never told, though it asks a minute later and is answered: by each cause. */
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
import { type Attendee, beating, type LogText, type MeetingLog, relaying, resuming } from './meeting.test.helper.js';
import type { LogStories, LogStory } from './story.test.helper.js';

interface Company {
  readonly ann: Attendee;
  readonly bob: Attendee;
  readonly cyd: Attendee;
  /** Who is passed over: cyd, in the wrong copy. */
  readonly but: readonly Attendee[];
}

/** Ann, bob and cyd are there, and bob goes; a minute later cyd asks. */
const untold = (
  clause: ClauseId,
  goes: (meeting: MeetingLog, company: Company) => void,
  announced?: LogText,
): LogStory => ({
  ...(announced && { announced }),
  tell(meeting, wrong) {
    const ann = comes(meeting, 1_000, 'ann');
    const bob = comes(meeting, 2_000, 'bob');
    const cyd = comes(meeting, 3_000, 'cyd');
    goes(meeting, { ann, bob, cyd, but: wrong ? [cyd] : [] });
    asks(meeting, 190_000, cyd);
    if (wrong) meeting.blame(clause);
    asks(meeting, 190_010, ann);
    disperse(meeting, 200_000);
  },
});

/** Bob is lost and comes back so often, and then does not. */
const lostAgain = (times: number): LogStory =>
  untold(
    'connection.lost-in-time',
    (meeting, { bob, but }) => {
      for (let each = 0; each < times; each += 1) {
        drops(meeting, 20_000 + each * 10_000, bob, 1001);
        returns(meeting, 24_000 + each * 10_000, bob);
        asks(meeting, 25_000 + each * 10_000, bob);
      }
      drops(meeting, 90_000, bob, 1001);
      isGone(meeting, 100_500, bob, 1001, but);
    },
    resuming,
  );

export const untoldStories: LogStories = {
  'untold-leave': untold('departure.tells-others', (meeting, { bob, but }) => leaves(meeting, 20_000, bob, but)),
  'untold-removal': untold('departure.tells-others', (meeting, { ann, bob, but }) => {
    const replyTo = meeting.ask(20_000, ann, { remove: { participationId: bob.participationId } });
    shownOut(meeting, 20_000, bob, 1002);
    isGone(meeting, 20_001, bob, 1002, but);
    meeting.tell(20_001, ann, { replyTo, accepted: {} });
  }),
  'untold-removal-by-operator': untold('departure.tells-others', (meeting, { bob, but }) => {
    const removeParticipant = { roomId: 'blue', participationId: bob.participationId };
    operates(meeting, 20_000, { removeParticipant }, () => {
      shownOut(meeting, 20_000, bob, 1010);
      isGone(meeting, 20_001, bob, 1010, but);
    });
  }),
  'untold-relay': untold(
    'departure.tells-others',
    (meeting, { bob, but }) => {
      const stopMediaRelay = { roomId: 'blue', participationIds: [bob.participationId] };
      operates(meeting, 20_000, { stopMediaRelay }, () => {
        shownOut(meeting, 20_000, bob, 1004);
        isGone(meeting, 20_001, bob, 1004, but);
      });
    },
    relaying,
  ),
  'untold-replacement': untold('departure.tells-others', (meeting, { bob, but }) => {
    const newer = attendee(meeting, 'bob', {});
    newer.connection = meeting.connect();
    const { participantId, role, connection } = newer;
    meeting.line(20_000, connection, {
      fromClient: { join: { roomId: 'blue', participantId, role, joinId: `j-${connection}` } },
    });
    newer.present = false;
    shownOut(meeting, 20_000, bob, 1011);
    isGone(meeting, 20_001, bob, 1011, but);
    newer.present = true;
    arrives(meeting, 20_001, newer);
  }),
  'untold-goodbye': untold('connection.goodbye', (meeting, { bob, but }) => {
    drops(meeting, 20_000, bob, 4101);
    isGone(meeting, 20_100, bob, 1101, but);
  }),
  'untold-close-without-heartbeat': untold('connection.lost-in-time', (meeting, { bob, but }) => {
    drops(meeting, 20_000, bob, 1001);
    isGone(meeting, 20_100, bob, 1001, but);
  }),
  'untold-break': untold(
    'connection.lost-in-time',
    (meeting, { bob, but }) => {
      drops(meeting, 20_000, bob);
      isGone(meeting, 35_000, bob, 1001, but);
    },
    beating,
  ),
  'untold-window-without-heartbeat': lostAgain(0),
  'untold-second-loss': lostAgain(1),
  'untold-fourth-loss': lostAgain(3),
  'untold-switch': untold('switch.announced', (meeting, { bob, but }) => {
    const replyTo = meeting.ask(20_000, bob, { switchRoom: { roomId: 'red' } });
    isGone(meeting, 20_001, bob, 1005, but);
    moves(meeting, 20_001, bob, 'red', { session: 's2', replyTo });
  }),
  'untold-leave-to-one-back': untold(
    'departure.tells-others',
    (meeting, { bob, cyd, but }) => {
      drops(meeting, 10_000, cyd, 1001);
      returns(meeting, 14_000, cyd);
      asks(meeting, 15_000, cyd);
      leaves(meeting, 20_000, bob, but);
    },
    resuming,
  ),
  'untold-leave-to-one-away': untold(
    'departure.tells-others',
    (meeting, { bob, cyd, but }) => {
      drops(meeting, 19_000, cyd, 1001);
      leaves(meeting, 20_000, bob, but);
      returns(meeting, 24_000, cyd);
    },
    resuming,
  ),
  'untold-loss-to-one-back': untold(
    'connection.lost-in-time',
    (meeting, { bob, cyd, but }) => {
      drops(meeting, 10_000, cyd, 1001);
      returns(meeting, 14_000, cyd);
      asks(meeting, 15_000, cyd);
      drops(meeting, 20_000, bob, 1001);
      isGone(meeting, 30_500, bob, 1001, but);
    },
    resuming,
  ),
};
