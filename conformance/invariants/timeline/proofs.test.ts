/** What shows that everything has come to somebody that happened before: then what is missing is missing for good. */
import { describe, expect, test } from 'vitest';
import { violationsAt } from '../timed.test.helper.js';

const HEAD = `# somebody is lost, and nobody says so
clauses   connection.lost-in-time
features  extended_codes remove resume operator room_order
window    1000
seats     ann:host hal:host bob:attendee cid:attendee

round 1
ann > join blue
ann < joined blue$1 ann#1
round 2
bob > join blue
bob < joined blue$1 bob#1 with ann#1:host
ann < participantJoined bob#1:attendee
round 3
`;

/** By 4000 everybody must have been told of the loss. */
const LOSS = '100 bob > cut';

const accused = (...lines: readonly string[]) =>
  violationsAt(HEAD, [LOSS, ...lines])
    .filter(({ clause }) => clause === 'connection.lost-in-time')
    .map(({ allowed, seen, index }) => ({ allowed, seen, line: lines[index - 6] }));

const untold = (line: string) => [
  {
    allowed: 'one ParticipantLeft for bob#1 to ann#1, within 1 s after the resume window',
    seen: 'none, and nothing earlier is still to come',
    line,
  },
];
const newcomer = (asked: number) => [
  `${asked} cid > join blue`,
  '5000 cid < joined blue$1 cid#1 with ann#1:host',
  '5000 ann < participantJoined cid#1:attendee',
];
const ended = (asked: number) => [`${asked} operator > endMeeting blue`, '5000 ann < roomLeft 1009'];

describe('somebody who was to be told', () => {
  test.each([
    ['was answered what it asked later', ['4000 ann > sync', '5000 ann < accepted re=1'], '5000 ann < accepted re=1'],
    [
      'was refused, and answered later',
      ['4000 ann > unknown', '4500 ann < rejected unimplemented re=1', '4600 ann > sync', '5000 ann < accepted re=2'],
      '5000 ann < accepted re=2',
    ],
    ['was shown somebody who asked later', newcomer(4000), '5000 ann < participantJoined cid#1:attendee'],
    ['was sent home by what was asked later', ended(4000), '5000 ann < roomLeft 1009'],
    [
      'was shown both: the first of them counts',
      [...newcomer(4000), '5500 ann > sync', '6000 ann < accepted re=1'],
      '5000 ann < participantJoined cid#1:attendee',
    ],
    [
      'was shown both, the other way round',
      ['4000 ann > sync', '4500 ann < accepted re=1', ...newcomer(4600)],
      '4500 ann < accepted re=1',
    ],
  ])('%s', (_, lines, line) => {
    expect(accused(...lines)).toEqual(untold(line));
  });
});

describe('nothing is shown by', () => {
  test.each([
    ['nothing', []],
    ['an answer to what was asked before', ['2000 ann > sync', '5000 ann < accepted re=1']],
    ['a refusal', ['4000 ann > unknown', '5000 ann < rejected unimplemented re=1']],
    ['somebody who asked before', newcomer(2000)],
    ['an end that was asked for before', ended(2000)],
    [
      'two ends, of which one was asked for before',
      ['2000 operator > endMeeting blue', ...ended(4000).map((line) => line.replace('operator >', 'operator/2 >'))],
    ],
    [
      'what comes after it was told',
      ['2500 ann < participantLeft bob#1 1001', '4000 ann > sync', '5000 ann < accepted re=1'],
    ],
  ])('%s', (_, lines) => {
    expect(accused(...lines)).toEqual([]);
  });
});
