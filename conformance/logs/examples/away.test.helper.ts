/** What becomes of somebody who has been away, or is: cyd is never told of it, though it asks a minute later. */
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
import { type Attendee, beatingAndResuming, type LogText, type MeetingLog, resuming } from './meeting.test.helper.js';
import type { LogStories, LogStory } from './story.test.helper.js';

interface Company {
  readonly ann: Attendee;
  readonly bob: Attendee;
  readonly cyd: Attendee;
  /** Who is passed over: cyd, in the wrong copy. */
  readonly but: readonly Attendee[];
  /** Who asks later: cyd, unless somebody else is to. */
  asker: Attendee;
}

const cydMisses = (
  clause: ClauseId,
  goes: (meeting: MeetingLog, company: Company) => void,
  announced: LogText = resuming,
): LogStory => ({
  announced,
  tell(meeting, wrong) {
    const ann = comes(meeting, 1_000, 'ann');
    const bob = comes(meeting, 2_000, 'bob');
    const cyd = comes(meeting, 3_000, 'cyd');
    const company: Company = { ann, bob, cyd, but: wrong ? [cyd] : [], asker: cyd };
    goes(meeting, company);
    asks(meeting, 190_000, company.asker);
    if (wrong) meeting.blame(clause);
    disperse(meeting, 200_000);
  },
});

/** Somebody is lost and comes back, and asks. */
function wasAway(meeting: MeetingLog, at: number, one: Attendee): void {
  drops(meeting, at, one, 1001);
  returns(meeting, at + 4_000, one);
  asks(meeting, at + 5_000, one);
}

export const awayStories: LogStories = {
  'away-removed-by-a-host': cydMisses('departure.tells-others', (meeting, { ann, bob, but }) => {
    drops(meeting, 20_000, bob, 1001);
    const replyTo = meeting.ask(22_000, ann, { remove: { participationId: bob.participationId } });
    isGone(meeting, 22_001, bob, 1002, but);
    meeting.tell(22_001, ann, { replyTo, accepted: {} });
  }),
  'away-removed-by-operator': cydMisses('departure.tells-others', (meeting, { bob, but }) => {
    drops(meeting, 20_000, bob, 1001);
    const removeParticipant = { roomId: 'blue', participationId: bob.participationId };
    operates(meeting, 22_000, { removeParticipant }, () => isGone(meeting, 22_001, bob, 1010, but));
  }),
  'away-replaced': cydMisses('departure.tells-others', (meeting, { bob, but }) => {
    drops(meeting, 20_000, bob, 1001);
    const newer = attendee(meeting, 'bob', {});
    newer.connection = meeting.connect();
    const { participantId, role, connection } = newer;
    meeting.line(22_000, connection, {
      fromClient: { join: { roomId: 'blue', participantId, role, joinId: `j-${connection}` } },
    });
    newer.present = false;
    isGone(meeting, 22_001, bob, 1011, but);
    newer.present = true;
    arrives(meeting, 22_001, newer);
  }),
  'both-had-been-away': cydMisses('departure.tells-others', (meeting, { bob, cyd, but }) => {
    wasAway(meeting, 10_000, cyd);
    wasAway(meeting, 20_000, bob);
    leaves(meeting, 40_000, bob, but);
  }),
  'both-had-been-away-twice-and-one-is-lost': cydMisses(
    'connection.lost-in-time',
    (meeting, { bob, cyd, but }) => {
      for (const at of [10_000, 30_000]) {
        wasAway(meeting, at, cyd);
        wasAway(meeting, at + 10_000, bob);
      }
      drops(meeting, 60_000, bob);
      isGone(meeting, 85_000, bob, 1001, but);
    },
    beatingAndResuming,
  ),
  'goodbye-after-a-return': cydMisses('connection.goodbye', (meeting, { bob, but }) => {
    wasAway(meeting, 10_000, bob);
    drops(meeting, 20_000, bob, 4101);
    isGone(meeting, 20_100, bob, 1101, but);
  }),
  'lost-after-a-switch': cydMisses('connection.lost-in-time', (meeting, { bob, but }) => {
    comes(meeting, 5_000, 'dan', { room: 'red', session: 's2' });
    const dan = meeting.in('red')[0] as Attendee;
    const replyTo = meeting.ask(20_000, dan, { switchRoom: { roomId: 'blue' } });
    isGone(meeting, 20_001, dan, 1005);
    const there = moves(meeting, 20_001, dan, 'blue', { replyTo });
    leaves(meeting, 30_000, bob);
    drops(meeting, 40_000, there, 1001);
    isGone(meeting, 50_500, there, 1001, but);
  }),
  'two-lost-at-once': cydMisses('connection.lost-in-time', (meeting, { ann, bob, but }) => {
    drops(meeting, 20_000, ann, 1001);
    drops(meeting, 20_010, bob, 1001);
    isGone(meeting, 30_500, ann, 1001);
    isGone(meeting, 30_510, bob, 1001, but);
  }),
  'shown-one-who-was-lost': cydMisses('connection.lost-in-time', (meeting, company) => {
    const { bob, cyd, but } = company;
    leaves(meeting, 10_000, cyd);
    drops(meeting, 20_000, bob, 1001);
    const late = comes(meeting, 22_000, 'eve');
    isGone(meeting, 30_500, bob, 1001, but.length > 0 ? [late] : []);
    company.asker = late;
  }),
  'end-by-a-host-untold': cydMisses('end.everyone', (meeting, company) => {
    const { ann, bob, cyd, but } = company;
    const replyTo = meeting.ask(20_000, ann, { end: {} });
    shownOut(meeting, 20_001, bob, 1008);
    if (but.length === 0) shownOut(meeting, 20_001, cyd, 1008);
    shownOut(meeting, 20_002, ann, 1008, replyTo);
    if (but.length === 0) company.asker = comes(meeting, 100_000, 'eve', { session: 's2' });
  }),
};
