/** What is said of a history that no order of events explains: the clause, the place, what was allowed and what was seen. */
import { describe, expect, it, test } from 'vitest';
import type { History } from '../../exchange/history.js';
import { parseExample } from '../../exchange/notation/index.js';
import { explain } from '../explain.js';

const story = (head: string, lines: readonly string[], deviations: readonly string[] = []): History => {
  const text = ['# made up', 'clauses end.host', 'seats ann:host bob:attendee cyd:attendee', head, ...lines];
  const { history } = parseExample(text.join('\n'));
  const declared = deviations.map((clause) => ({ clause, why: 'made up' }));
  return { ...history, profile: { ...history.profile, deviations: declared } };
};

/** Ann and bob are in blue: five records. */
const met = [
  'round 1',
  'ann > join blue',
  'ann < joined blue$1 ann#1',
  'bob > join blue',
  'bob < joined blue$1 bob#1 with ann#1:host',
  'ann < participantJoined bob#1:attendee',
  'round 2',
];
const features = 'features extended_codes remove switch room_order';

/** The clause, what was allowed, and what was seen at the place. */
type Said = readonly [clause: string, at: number, allowed: string, seen: string];

test.each<[string, readonly string[], Said]>([
  [
    'an answer that nobody asked for',
    ['bob < accepted re=1'],
    ['history.nothing-else', 5, 'nothing more for bob', 'Accepted [1]'],
  ],
  [
    'a RoomLeft in the place of an answer',
    ['bob > sync', 'bob < roomLeft 1002', 'round 3', 'ann > sync', 'ann < accepted re=1'],
    ['sync.accepted', 6, 'Accepted [1] to bob', 'RoomLeft 1002'],
  ],
  [
    'another answer',
    ['bob > sync', 'bob < rejected not_found re=1'],
    ['sync.accepted', 6, 'Accepted [1] to bob', 'Rejected not_found [1]'],
  ],
  [
    'a number that is not the next one',
    ['bob > sync', 'bob < accepted re=1 seq=5'],
    ['sequence.dense', 6, 'Accepted [1], sequence 2 to bob', 'Accepted [1], sequence 5'],
  ],
  [
    'an answer in front of what was to be sent earlier',
    [
      'ann > remove bob',
      'ann < accepted re=1',
      'ann < participantLeft bob#1 1002',
      'bob < roomLeft 1002',
      'bob < closed 4002',
    ],
    ['fence.effects-first', 6, 'ParticipantLeft bob#1 1002 to ann', 'Accepted [1]'],
  ],
  [
    'a close in front of RoomLeft',
    ['bob > leave', 'bob < closed 4101', 'ann < participantLeft bob#1 1101'],
    ['departure.tells-leaver', 6, 'RoomLeft 1101 [1] to bob', 'close 4101'],
  ],
  [
    'another close code',
    ['bob > leave', 'ann < participantLeft bob#1 1101', 'bob < roomLeft 1101 re=1', 'bob < closed 4002'],
    ['close.code', 8, 'close 4101 to bob', 'close 4002'],
  ],
  [
    'another reason',
    ['bob > leave', 'ann < participantLeft bob#1 1001', 'bob < roomLeft 1101 re=1', 'bob < closed 4101'],
    ['departure.tells-others', 6, 'ParticipantLeft bob#1 1101 to ann', 'ParticipantLeft bob#1 1001'],
  ],
  [
    'a roster in which somebody is missing',
    ['cyd > join blue', 'cyd < joined blue$1 cyd#1 with ann#1:host'],
    [
      'join.roster',
      6,
      'Joined cyd#1 in blue$1 (with ann#1, bob#1), roster ann#1 "ann" host, bob#1 "bob" attendee to cyd',
      'Joined cyd#1 in blue$1 (with ann#1), roster ann#1 "ann" host',
    ],
  ],
  [
    'a session that another room has',
    ['cyd > join red', 'cyd < joined blue$1 cyd#1'],
    ['session.fresh', 6, 'a session of room red alone', 'session blue$1, which is of room blue'],
  ],
])('%s', (_, lines, [clause, at, allowed, seen]) => {
  expect(explain(story(features, [...met, ...lines]))).toMatchObject({
    kind: 'refuted',
    clause,
    at,
    allowed,
    seen,
    missing: false,
  });
});

describe('a request that is refused by a declared deviation', () => {
  const left = [
    ...met,
    'bob > leave',
    'bob < roomLeft 1101 re=1',
    'bob < closed 4101',
    'ann < participantLeft bob#1 1101',
    'round 3',
  ];
  const again = (...lines: string[]) =>
    explain(story(features, [...left, 'ann > remove bob#1', ...lines], ['remove.departed'])).kind;

  it('is refused by what answers it, and by nothing else', () => {
    expect(again('ann < rejected not_found re=1')).toBe('explained');
    expect(again('ann < rejected unimplemented re=1')).toBe('explained');
    expect(again('ann < rejected not_found re=2')).toBe('refuted');
    expect(again('ann < rejected not_found')).toBe('refuted');
    expect(again('ann < roomLeft 1002')).toBe('refuted');
    expect(again('bob < rejected not_found re=1')).toBe('refuted');
    expect(again()).toBe('refuted');
  });

  it('is refused once', () => {
    expect(again('ann < rejected not_found re=1', 'ann < rejected not_found re=1')).toBe('refuted');
    expect(again('ann < rejected not_found re=1', 'ann > sync', 'ann < accepted re=2')).toBe('explained');
    expect(again('ann < rejected not_found re=1', 'ann > sync')).toBe('refuted');
  });

  it('has its number like any other answer', () => {
    expect(again('ann < rejected not_found re=1', 'ann > sync', 'ann < accepted re=2 seq=9')).toBe('refuted');
  });

  it('is no excuse for another request', () => {
    const other = explain(
      story(features, [...left, 'ann > sync', 'ann < rejected not_found re=1'], ['remove.departed']),
    );
    expect(other).toMatchObject({ kind: 'refuted', clause: 'sync.accepted' });
  });
});

describe('an End behind a Leave is declared to take effect', () => {
  const behind = (asked: string) =>
    explain(
      story(
        features,
        [
          ...met,
          'ann > leave',
          `ann > ${asked}`,
          'ann < roomLeft 1101 re=1',
          'ann < closed 4101',
          'bob < participantLeft ann#1 1101',
          'bob < roomLeft 1008',
        ],
        ['request.settled-by-room-left'],
      ),
    );

  it.each([
    ['end', 'request.settled-by-room-left'],
    ['sync', 'history.nothing-else'],
    ['remove bob', 'history.nothing-else'],
  ])('and an End alone: %s', (asked, clause) => {
    expect(behind(asked)).toMatchObject({ kind: 'refuted', clause });
  });
});

test('a session in one room twice is no session in two rooms', () => {
  const lines = [...met, 'bob > switch green', 'ann < participantLeft bob#1 1005', 'bob < joined green$1 bob#2 re=1'];
  const back = [
    'round 3',
    'bob > switch blue',
    'bob < joined blue$1 bob#3 re=2 with ann#1:host',
    'ann < participantJoined bob#3:attendee',
  ];
  expect(explain(story(features, [...lines, ...back])).kind).toBe('explained');
});
