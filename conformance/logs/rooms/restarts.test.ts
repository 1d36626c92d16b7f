import { describe, expect, it } from 'vitest';
import {
  again,
  ann,
  bob,
  clauses,
  closes,
  cyd,
  joined,
  joins,
  leaves,
  left,
  lost,
  says,
  shows,
  type Talk,
  together,
  told,
  toldInPieces,
} from '../../bench/judge/talk.test.helper.js';

/** So many records of a room are judged together. */
const PIECE = 16;

const dan = { participantId: 'dan', participationId: 'q1', role: 'ROLE_HOST' };
const resume = (at: number, connection: string, before: string, sequence: number) =>
  says(at, connection, { resume: { resumeToken: `t-${before}`, sequence } });
const resumed = (at: number, connection: string) =>
  shows(at, connection, { resumed: { resumeToken: `t-${connection}` } });
const notFound = (at: number, connection: string) => shows(at, connection, { rejected: { code: 'CODE_NOT_FOUND' } });

/** In a room that has nothing to do with the others, dan leaves, and is told that he ended the meeting. */
const elsewhere: Talk = [
  joins(20_000, 'd2', dan, 'j-d2', 'green'),
  joined(20_001, 'd2', { ...dan, participationId: 'q2' }, [], 's8'),
  ...leaves(20_100, 'd2', 1, 2, 1008),
];

describe('a system that keeps its rooms when it is started again', () => {
  it.each<[string, Talk]>([
    [
      'shows a newcomer those who linger, and how they depart',
      [
        joins(4000, 'c3', cyd),
        joined(4001, 'c3', cyd, [ann, bob]),
        shows(13_500, 'c3', { sequence: 2, ...left(bob, 1001) }),
        shows(13_500, 'c3', { sequence: 3, ...left(ann, 1001) }),
        ...leaves(15_000, 'c3', 1, 4),
      ],
    ],
    [
      'answers a Join that is repeated as it first did',
      [
        joins(4000, 'c3', ann, 'j-c1'),
        joined(4001, 'c3', ann),
        shows(4002, 'c3', { sequence: 2, participantJoined: { participant: bob } }),
        shows(14_500, 'c3', { sequence: 3, ...left(bob, 1001) }),
        ...leaves(15_000, 'c3', 1, 4),
      ],
    ],
    [
      'lets them resume, and goes on',
      [
        resume(4000, 'c3', 'c1', 2),
        resumed(4001, 'c3'),
        resume(4002, 'c4', 'c2', 1),
        resumed(4003, 'c4'),
        says(6000, 'c3', { requestId: 1, ack: 2, remove: { participationId: 'p2' } }),
        shows(6001, 'c4', { sequence: 2, roomLeft: { reason: { code: 1002 } } }),
        shows(6001, 'c3', { sequence: 3, ...left(bob, 1002) }),
        shows(6001, 'c3', { sequence: 4, replyTo: 1, accepted: {} }),
        closes(6002, 'c4', 4002),
      ],
    ],
    [
      'lets them go on into rooms that nobody had opened before',
      [
        joins(4000, 'd1', dan, 'j-d1', 'red'),
        joined(4001, 'd1', dan, [], 's9'),
        resume(4100, 'c3', 'c1', 2),
        resumed(4101, 'c3'),
        says(4200, 'c3', { requestId: 1, ack: 2, switchRoom: { roomId: 'red' } }),
        shows(4201, 'd1', { sequence: 2, participantJoined: { participant: { ...ann, participationId: 'p9' } } }),
        ...leaves(5000, 'd1', 1, 3),
      ],
    ],
    [
      'does for its operator what it did before',
      [
        { at: 4000, connection: 'o1', endMeeting: { roomId: 'blue' } },
        { at: 4001, connection: 'o1', answer: {} },
        resume(4100, 'c3', 'c1', 2),
        shows(4101, 'c3', { roomLeft: { reason: { code: 1009 } } }),
        closes(4102, 'c3', 4009),
      ],
    ],
    [
      'refuses somebody who is there already',
      [joins(4000, 'c3', bob), shows(4001, 'c3', { rejected: { code: 'CODE_ALREADY_EXISTS' } }), lost(4002, 'c3')],
    ],
  ])('%s', async (_, talk) => {
    for (const heads of [again, [...again, ...again]]) {
      const said = await told([...together, ...heads, ...talk, ...elsewhere]);
      expect(said.report.remarks).toEqual([]);
      // Nor is anything else judged the less for it.
      expect(clauses(said)).toEqual(['reason.true']);
    }
  });

  it('is judged as any other once nobody is left of those who were there before', () => {
    const eve = { participantId: 'eve', participationId: 'p4', role: 'ROLE_ATTENDEE' };
    const talk: Talk[number][] = [
      ...together,
      ...again,
      joins(4000, 'c3', cyd),
      joined(4001, 'c3', cyd, [ann, bob]),
      shows(13_500, 'c3', { sequence: 2, ...left(bob, 1001) }),
      shows(13_500, 'c3', { sequence: 3, ...left(ann, 1001) }),
    ];
    for (let each = 1; each < 2 * PIECE; each += 1) {
      talk.push(says(14_000 + each, 'c3', { requestId: each, ack: each + 2, sync: {} }));
      talk.push(shows(14_000 + each, 'c3', { sequence: each + 3, replyTo: each, accepted: {} }));
    }
    const newcomer = [
      joins(20_000, 'c4', eve),
      joined(20_001, 'c4', eve, [cyd]),
      shows(20_001, 'c3', { sequence: 2 * PIECE + 3, participantJoined: { participant: eve } }),
      ...leaves(21_000, 'c4', 1, 2, 1008),
    ];
    expect(clauses(toldInPieces([...talk, ...newcomer], PIECE))).toEqual(['reason.true']);
  });
});

describe('a system that has forgotten its rooms', () => {
  const fresh = { ...ann, participationId: 'p5' };

  it.each<[string, Talk]>([
    ['refuses a Resume', [resume(4000, 'c3', 'c1', 2), notFound(4001, 'c3'), joins(4002, 'c3', ann)]],
    ['takes a repeated Join for a first one', [joins(4002, 'c3', ann, 'j-c1')]],
  ])('%s, and the new session is judged as any other', async (_, coming) => {
    const said = await told([
      ...together,
      ...again,
      ...coming,
      joined(4003, 'c3', fresh, [], 's2'),
      ...leaves(5000, 'c3', 1, 2, 1008),
    ]);
    expect(said.report).toMatchObject({ remarks: [], streams: 0 });
    expect(clauses(said)).toEqual(['reason.true']);
  });

  it('is accused of ghosts', async () => {
    const said = await told([
      ...together,
      ...again,
      joins(4002, 'c3', ann),
      joined(4003, 'c3', fresh, [bob], 's2'),
      ...leaves(5000, 'c3', 1, 2),
    ]);
    expect(said.report.streams).toBe(0);
    expect(clauses(said)).not.toEqual([]);
  });
});
