/** Who is in a room, as its lines show it, and whether anything is under way. */
import { describe, expect, it } from 'vitest';
import { groupOf } from '../../bench/judge/group.test.helper.js';
import {
  ann,
  bob,
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
} from '../../bench/judge/talk.test.helper.js';
import { survey } from './survey.js';

/** Who is there, each with its room. `under way`: not at rest. */
function shown(talk: Talk): string {
  const { present, atRest } = survey(groupOf(talk));
  const who = present.map(({ room, joined }) => `${joined?.observation.participation} in ${room}`);
  return [...who, ...(atRest ? [] : ['under way'])].join(', ');
}

const both = 'p1 in blue, p2 in blue';
const asks = (at: number, connection: string, content: object, requestId = 1) =>
  says(at, connection, { requestId, ack: 1, ...content });
const refused = (at: number, connection: string, replyTo?: number) =>
  shows(at, connection, { ...(replyTo && { replyTo }), rejected: { code: 'CODE_NOT_FOUND' } });
const gone = (at: number, sequence = 3, code = 1101) => shows(at, 'c1', { sequence, ...left(bob, code) });
const resume = (at: number, connection: string, sequence = 1) =>
  says(at, connection, { resume: { resumeToken: 't-c2', sequence } });
const resumed = (at: number, connection: string) =>
  shows(at, connection, { resumed: { resumeToken: `t-${connection}` } });
const call = { at: 3_000, connection: 'o1', endMeeting: { roomId: 'blue' } };
const bobLeaves = leaves(3_000, 'c2', 1, 2);
const alone: Talk = [joins(1000, 'c1', ann), joined(1001, 'c1', ann)];
/** Somebody is refused: the room knows no later line. */
const knocks = (at: number): Talk => [joins(at, 'c9', cyd), refused(at, 'c9')];

describe('a room', () => {
  it.each<[string, Talk, string]>([
    ['where two have been shown each other', together, both],
    ['where one comes', together.slice(0, 3), 'p1 in blue, under way'],
    ['where one has come, and the other was not shown that', together.slice(0, 4), `${both}, under way`],
    ['where one was refused', [...together, ...knocks(3_000)], both],
    ['where one asks', [...together, asks(3_000, 'c1', { sync: {} })], `${both}, under way`],
    [
      'where one was answered',
      [...together, asks(3_000, 'c1', { sync: {} }), shows(3_001, 'c1', { sequence: 3, replyTo: 1, accepted: {} })],
      both,
    ],
    [
      'where one was refused what it asked for',
      [...together, asks(3_000, 'c1', { end: {} }), refused(3_001, 'c1', 1)],
      both,
    ],
    [
      'where one was answered something else',
      [...together, asks(3_000, 'c1', { sync: {} }, 2), shows(3_001, 'c1', { sequence: 3, replyTo: 1, accepted: {} })],
      `${both}, under way`,
    ],
    ['where one has said that it was shown all', [...together, says(3_000, 'c1', { ackOnly: {}, ack: 2 })], both],
    ['whose operator waits for an answer', [...together, call], `${both}, under way`],
    ['whose operator was answered', [...together, call, { at: 3_001, connection: 'o1', answer: {} }], both],
  ])('%s', (_, talk, state) => {
    expect(shown(talk)).toBe(state);
  });

  it.each<[string, Talk, string]>([
    ['its close is awaited', [...together, ...bobLeaves.slice(0, 2), gone(3_001)], 'p1 in blue, under way'],
    ['the other was told', [...together, ...bobLeaves, gone(3_003)], 'p1 in blue'],
    ['the other was not told', [...together, ...bobLeaves], 'p1 in blue, under way'],
    [
      'the other was told something else',
      [...together, ...bobLeaves, shows(3_003, 'c1', { sequence: 3, ...left(cyd, 1101) })],
      'p1 in blue, under way',
    ],
    [
      'it is another one now that is there',
      [
        ...together,
        ...bobLeaves,
        shows(3_003, 'c1', { sequence: 3, participantJoined: { participant: cyd } }),
        gone(3_004, 4),
      ],
      'p1 in blue, under way',
    ],
  ])('that one has left, where %s', (_, talk, state) => {
    expect(shown(talk)).toBe(state);
  });
});

describe('a room that one has lost', () => {
  const lostOne: Talk = [...together, lost(3_000, 'c2')];

  it.each<[string, Talk, string]>([
    ['while it may come back', lostOne, 'p1 in blue, under way'],
    ['where the other was told', [...lostOne, gone(14_000, 3, 1001)], 'p1 in blue'],
    [
      'by its own close',
      [...together, { at: 3_000, connection: 'c2', closed: { by: 'CLOSED_BY_CLIENT', code: 4101 } }, gone(3_100)],
      'p1 in blue',
    ],
    [
      'by a frame that nobody can read',
      [...together, { at: 3_000, connection: 'c2', brokenFrame: 'MALFORMED_WRONG_TYPE' }],
      'p1 in blue, under way',
    ],
    ['by what the server closes with', [...together, closes(3_000, 'c2', 4400), gone(14_000, 3, 1001)], 'p1 in blue'],
    ['while it asks to come back', [...lostOne, resume(4_000, 'c3')], 'p1 in blue, under way'],
    ['that has come back', [...lostOne, resume(4_000, 'c3'), resumed(4_001, 'c3')], both],
    [
      'that has come back before the old connection broke',
      [...together, resume(4_000, 'c3'), resumed(4_001, 'c3'), lost(4_500, 'c2')],
      both,
    ],
    [
      'that has come back, and is lost again',
      [...lostOne, resume(4_000, 'c3'), resumed(4_001, 'c3'), lost(5_000, 'c3')],
      'p1 in blue, under way',
    ],
    ['that repeats its Join', [...lostOne, joins(4_000, 'c3', bob, 'j-c2')], 'p1 in blue, under way'],
    [
      'that was welcomed once more',
      [...lostOne, joins(4_000, 'c3', bob, 'j-c2'), joined(4_001, 'c3', bob, [ann])],
      both,
    ],
    [
      'whose repeated Join was refused',
      [...lostOne, joins(4_000, 'c3', bob, 'j-c2'), refused(4_001, 'c3'), gone(14_000, 3, 1001)],
      'p1 in blue',
    ],
    [
      'that had asked for something',
      [...together, asks(2_500, 'c2', { sync: {} }), lost(3_000, 'c2'), gone(14_000, 3, 1001)],
      'p1 in blue',
    ],
    [
      'that was told of its departure first',
      [...together, ...bobLeaves.slice(0, 2), lost(3_002, 'c2'), gone(3_003)],
      'p1 in blue',
    ],
  ])('%s', (_, talk, state) => {
    expect(shown(talk)).toBe(state);
  });

  it.each([
    [68_000, 'under way'],
    [68_001, ''],
  ])('that was alone, and may come back until it is forgotten: at %i', (at, state) => {
    expect(shown([...alone, lost(3_000, 'c1'), ...knocks(at)])).toBe(state);
  });

  it('is not told by those who are in another room', () => {
    const elsewhere: Talk = [
      joins(3_100, 'c4', cyd, 'j-c4', 'red'),
      joined(3_101, 'c4', cyd, [], 's2'),
      asks(3_200, 'c4', { switchRoom: { roomId: 'blue' } }),
      refused(3_201, 'c4', 1),
    ];
    expect(shown([...alone, lost(3_000, 'c1'), ...elsewhere])).toBe('p3 in red, under way');
  });
});

describe('two rooms', () => {
  const switches: Talk = [
    ...together,
    asks(3_000, 'c2', { switchRoom: { roomId: 'red' } }),
    gone(3_001, 3, 1005),
    shows(3_001, 'c2', {
      sequence: 2,
      replyTo: 1,
      joined: { sessionId: 's2', participationId: 'p9', resumeToken: 't9' },
    }),
  ];

  it('between which one has switched are surveyed together', () => {
    expect(shown(switches.slice(0, 6))).toBe(`${both}, under way`);
    expect(shown(switches)).toBe('p1 in blue, p9 in red');
  });

  it('have their own people: one in the other room need not be shown', () => {
    const another: Talk = [
      joins(4_000, 'c4', cyd, 'j-c4', 'red'),
      joined(4_001, 'c4', cyd, [{ ...bob, participationId: 'p9' }], 's2'),
    ];
    expect(shown([...switches, ...another])).toBe('p1 in blue, p9 in red, p3 in red, under way');
    const told = shows(4_001, 'c2', { sequence: 3, participantJoined: { participant: cyd } });
    expect(shown([...switches, ...another, told])).toBe('p1 in blue, p9 in red, p3 in red');
  });
});

describe('of each client', () => {
  const states = (talk: Talk) =>
    survey(groupOf(talk)).present.map(({ connection, token, request, sequence, others, waiting }) => ({
      connection,
      token,
      request,
      sequence,
      others: [...others.keys()],
      waiting: [...waiting.keys()],
    }));

  it('the highest numbers are known, what it waits for, and whom it was shown', () => {
    const talk: Talk = [
      ...together,
      asks(3_000, 'c1', { sync: {} }, 1),
      asks(3_001, 'c1', { sync: {} }, 5),
      shows(3_002, 'c1', { sequence: 7, replyTo: 1, accepted: {} }),
      shows(3_003, 'c1', { sequence: 4, heartbeat: {} }),
    ];
    expect(states(talk)).toEqual([
      { connection: 1, token: 't-c1', request: 5, sequence: 7, others: ['p2'], waiting: [5] },
      { connection: 1, token: 't-c2', request: 0, sequence: 1, others: ['p1'], waiting: [] },
    ]);
  });

  it('the connection and the token are known that it was given last', () => {
    const back: Talk = [...together, lost(3_000, 'c2'), resume(4_000, 'c3'), resumed(4_001, 'c3')];
    expect(states(back)[1]).toMatchObject({ connection: 2, token: 't-c3', sequence: 1 });
    const joinedAgain: Talk = [...together, lost(3_000, 'c2'), joins(4_000, 'c3', bob, 'j-c2')];
    const welcome = { sequence: 1, joined: { sessionId: 's1', participationId: 'p2', roster: [ann] } };
    expect(states([...joinedAgain, shows(4_001, 'c3', welcome)])[1]).toMatchObject({ connection: 2, token: 't-c2' });
  });

  it('a roster replaces what was shown before', () => {
    const again: Talk = [
      ...together,
      lost(3_000, 'c2'),
      joins(4_000, 'c3', bob, 'j-c2'),
      joined(4_001, 'c3', bob, [cyd]),
    ];
    expect(states(again)[1]?.others).toEqual(['p3']);
  });

  it('the numbers go on from where they were when its records were forgotten', () => {
    const group = groupOf(together);
    for (const object of group.objects) object.checkpoint = { request: 9, sequence: 40, synthetic: 2 };
    expect(survey(group).present.map(({ request, sequence }) => [request, sequence])).toEqual([
      [9, 40],
      [9, 40],
    ]);
  });
});
