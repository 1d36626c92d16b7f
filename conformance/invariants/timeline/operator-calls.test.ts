import { describe, expect, test } from 'vitest';
import { parseExample } from '../../exchange/notation/index.js';
import { judge } from '../index.js';

const HEAD = `# the operator calls
clauses   operator.not-found
features  extended_codes remove operator relay room_order
window    0
seats     ann:host bob:attendee cid:attendee dan:attendee

round 1
ann > join blue
ann < joined blue$1 ann#1
cid > join red
cid < joined red$1 cid#1
round 2
bob > join blue
bob < joined blue$1 bob#1 with ann#1:host
ann < participantJoined bob#1:attendee
round 3
`;

const clausesOf = (...lines: readonly string[]): string[] =>
  judge({ ...parseExample(HEAD + lines.join('\n')).history, settled: 'quiet' })
    .violations.map(({ clause }) => clause as string)
    .filter((clause) => clause.startsWith('operator.'));

const NOT_FOUND = 'operator.not-found';
const bobLeaves = ['bob > leave', 'ann < participantLeft bob#1 1101', 'bob < roomLeft 1101 re=1', 'bob < closed 4101'];
const annLeaves = ['ann > leave', 'ann < roomLeft 1101 re=1', 'ann < closed 4101'];
const emptied = [...bobLeaves, ...annLeaves];

/** What went before, the call, what comes before its answer, and by which clause it must not be accepted, or refused. */
const cases: readonly {
  readonly what: string;
  readonly before?: readonly string[];
  readonly call: string;
  readonly meanwhile?: readonly string[];
  readonly accepted?: string;
  readonly refused?: string;
}[] = [
  { what: 'a meeting that goes on is ended', call: 'endMeeting blue', refused: 'operator.end' },
  { what: 'and by the name of its session', call: 'endMeeting blue session=blue$1', refused: 'operator.end' },
  { what: 'and without one', call: 'endMeeting blue session=none', refused: 'operator.end' },
  { what: 'a room is closed', call: 'closeRoom blue', refused: 'operator.close' },
  { what: 'there is no such session', call: 'closeRoom blue session=blue$9', accepted: NOT_FOUND },
  { what: 'the session is that of another room', call: 'closeRoom blue session=red$1', accepted: NOT_FOUND },
  { what: 'nobody was ever in the room', call: 'endMeeting green session=none', accepted: NOT_FOUND },
  {
    what: 'nobody was ever in it, and a session is named',
    call: 'endMeeting green session=green$1',
    accepted: NOT_FOUND,
  },
  { what: 'all have left', before: emptied, call: 'endMeeting blue', accepted: NOT_FOUND },
  {
    what: 'all have left, and no session is named',
    before: emptied,
    call: 'endMeeting blue session=none',
    accepted: NOT_FOUND,
  },
  { what: 'all are leaving', before: ['ann > leave', 'bob > leave'], call: 'endMeeting blue' },
  { what: 'all leave before the answer', call: 'endMeeting blue', meanwhile: emptied },
  { what: 'one leaves, and another is there', before: bobLeaves, call: 'endMeeting blue', refused: 'operator.end' },
  {
    what: 'somebody has asked to come into the empty room',
    before: [...emptied, 'dan > join blue'],
    call: 'endMeeting blue session=none',
  },
  {
    what: 'somebody asks before the answer',
    before: emptied,
    call: 'endMeeting blue session=none',
    meanwhile: ['dan > join blue'],
  },
  {
    what: 'somebody was refused',
    before: [...emptied, 'dan > join blue', 'dan < rejected resource_exhausted'],
    call: 'endMeeting blue session=none',
    accepted: NOT_FOUND,
  },
  {
    what: 'the session before is named',
    before: [...emptied, 'dan > join blue', 'dan < joined blue$2 dan#1'],
    call: 'endMeeting blue session=blue$1',
    accepted: NOT_FOUND,
  },
  { what: 'somebody who is there is removed', call: 'removeParticipant blue bob', refused: 'operator.remove' },
  {
    what: 'and by the name of the session',
    call: 'removeParticipant blue bob session=blue$1',
    refused: 'operator.remove',
  },
  { what: 'relays of all who are there', call: 'stopMediaRelay blue ann bob', refused: 'operator.relay' },
  { what: 'one of those who are named is in another room', call: 'stopMediaRelay blue bob cid', accepted: NOT_FOUND },
  { what: 'one of them is nobody', call: 'stopMediaRelay blue bob eve#1', accepted: NOT_FOUND },
  { what: 'somebody is removed in a room that it is not in', call: 'removeParticipant red bob', accepted: NOT_FOUND },
  {
    what: 'somebody is removed from a session that it was not in',
    call: 'removeParticipant blue bob session=blue$9',
    accepted: NOT_FOUND,
  },
  {
    what: 'somebody who has left is removed once more, while its session goes on',
    before: bobLeaves,
    call: 'removeParticipant blue bob#1',
    refused: 'operator.departed',
  },
  {
    what: 'somebody is removed whose session is over',
    before: emptied,
    call: 'removeParticipant blue bob#1',
    accepted: NOT_FOUND,
  },
  {
    what: 'somebody is removed whose session is over, without its name',
    before: emptied,
    call: 'removeParticipant blue bob#1 session=none',
    accepted: NOT_FOUND,
  },
  {
    what: 'somebody of the session before is removed',
    before: [...emptied, 'dan > join blue', 'dan < joined blue$2 dan#1'],
    call: 'removeParticipant blue bob#1 session=none',
    accepted: NOT_FOUND,
  },
  {
    what: 'somebody of the session before is removed, and of this one',
    before: [...emptied, 'dan > join blue', 'dan < joined blue$2 dan#1'],
    call: 'removeParticipant blue dan#1 bob#1 session=blue$2',
    accepted: NOT_FOUND,
  },
];

describe.each(cases)('$what', ({ before = [], call, meanwhile = [], accepted, refused }) => {
  test.each([
    ['accepted', accepted],
    ['rejected not_found', refused],
  ])('%s', (answer, wrong) => {
    const lines = [...before, `operator > ${call}`, ...meanwhile, `operator < ${answer}`];
    expect(clausesOf(...lines)).toEqual(wrong ? [wrong] : []);
  });
});
