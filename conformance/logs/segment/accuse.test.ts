/** What is said of what is wrong in a room: which violations are one finding, and what was not judged. */
import { describe, expect, it } from 'vitest';
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
  told,
} from '../../bench/judge/talk.test.helper.js';

const alone: Talk = [joins(1_000, 'c1', ann), joined(1_001, 'c1', ann)];
/** An answer to what nobody has asked. */
const wrong = (at: number, sequence: number) => shows(at, 'c1', { sequence, replyTo: 77, accepted: {} });
const heartbeats = (count: number): Talk =>
  Array.from({ length: count }, (_, index) => shows(3_000 + index, 'c1', { heartbeat: {} }));

describe('two faults in a room', () => {
  const lines = async (apart: number) => {
    const { findings } = await told([...alone, wrong(2_000, 2), ...heartbeats(apart - 1), wrong(4_000, 3)]);
    return findings.map(({ line, also }) => [line, ...also.map((other) => other.line)]);
  };

  it('are one finding where they are close together, named after the first', async () => {
    expect(await lines(1)).toEqual([[4, 5]]);
    expect(await lines(64)).toEqual([[4, 68]]);
  });

  it('are two findings where they are further apart', async () => {
    expect(await lines(65)).toEqual([[4], [69]]);
  });

  it('are one where each is close to the one before', async () => {
    const talk = [...alone, wrong(2_000, 2), ...heartbeats(40), wrong(3_100, 3), ...heartbeats(40), wrong(3_200, 4)];
    const { findings } = await told(talk.map((line, index) => ({ ...line, at: 1_000 + index })));
    expect(findings.map(({ line, also }) => [line, also.length])).toEqual([[4, 2]]);
  });
});

it('a finding has its clause and line once, its stamp, its rooms, and what would have been right', async () => {
  const { findings } = await told([
    ...together,
    says(3_000, 'c2', { requestId: 1, ack: 1, switchRoom: { roomId: 'red' } }),
    shows(3_001, 'c1', { sequence: 3, ...left(bob, 1005) }),
    shows(3_001, 'c2', {
      sequence: 2,
      replyTo: 1,
      joined: { sessionId: 's2', participationId: 'p9', lastRequestId: 1 },
    }),
    wrong(3_500, 4),
  ]);
  const one = findings.find(({ line }) => line === 10);
  expect(one).toMatchObject({ at: 3_500, rooms: ['blue', 'red'] });
  for (const words of [one?.allowed, one?.seen]) expect(words).toMatch(/\w/);
  for (const { clause, line, also } of findings) expect(also).not.toContainEqual({ clause, line });
});

describe('two reasons that differ', () => {
  const three: Talk = [
    ...together,
    joins(2_500, 'c3', cyd),
    joined(2_501, 'c3', cyd, [ann, bob]),
    shows(2_501, 'c1', { sequence: 3, participantJoined: { participant: cyd } }),
    shows(2_501, 'c2', { sequence: 2, participantJoined: { participant: cyd } }),
  ];
  const bobLeaves = (first: number, second: number): Talk => [
    says(3_000, 'c2', { requestId: 1, ack: 2, leave: {} }),
    shows(3_000, 'c1', { sequence: 4, ...left(bob, first) }),
    shows(3_000, 'c3', { sequence: 2, ...left(bob, second) }),
    shows(3_001, 'c2', { sequence: 3, replyTo: 1, roomLeft: { reason: { code: 1101 } } }),
    closes(3_002, 'c2', 4101),
  ];

  it.each([
    [1001, 1101, '12 reason.true'],
    [1101, 1001, '13 reason.agree'],
  ])('of which the first is %i and the second %i: %s', async (first, second, found) => {
    const { findings } = await told([...three, ...bobLeaves(first, second)]);
    expect(findings.map(({ line, clause }) => `${line} ${clause}`)).toEqual([found]);
  });
});

describe('where the log stops while somebody switches', () => {
  const switches = [...together, says(3_000, 'c2', { requestId: 1, ack: 1, switchRoom: { roomId: 'red' } })];
  const there = { joined: { sessionId: 's2', participationId: 'p9', resumeToken: 't9' } };

  it.each<[string, Talk, string[]]>([
    ['nothing is decided', [], ['undecided']],
    [
      'nothing is decided by another answer',
      [shows(3_001, 'c2', { sequence: 2, replyTo: 2, accepted: {} })],
      ['undecided'],
    ],
    [
      "nothing is decided by another one's answer",
      [
        says(3_001, 'c1', { requestId: 1, ack: 2, sync: {} }),
        shows(3_002, 'c1', { sequence: 3, replyTo: 1, accepted: {} }),
      ],
      ['undecided'],
    ],
    ["nothing is decided by another one's departure", leaves(3_001, 'c1', 1, 3), ['undecided']],
    ['it is refused', [shows(3_001, 'c2', { sequence: 2, replyTo: 1, rejected: { code: 'CODE_NOT_FOUND' } })], []],
    [
      'it is there',
      [
        shows(3_001, 'c1', { sequence: 3, ...left(bob, 1005) }),
        shows(3_001, 'c2', { sequence: 2, replyTo: 1, ...there }),
      ],
      [],
    ],
    ['it is told that it has left', [shows(3_001, 'c2', { sequence: 2, roomLeft: { reason: { code: 1101 } } })], []],
  ])('%s', async (_, talk, partly) => {
    const { report } = await told([...switches, ...talk]);
    expect([...report.partly.keys()]).toEqual(partly);
  });

  it('all is decided where the rooms are over', async () => {
    const over: Talk = [lost(3_100, 'c1'), lost(3_100, 'c2'), joins(900_000, 'd1', cyd, 'j-d1', 'green')];
    expect([...(await told([...switches, ...over])).report.partly.keys()]).toEqual([]);
  });
});

describe('a connection that breaks off', () => {
  const welcome = (heartbeatTimeoutMs: number) =>
    shows(1_001, 'c1', { sequence: 1, joined: { sessionId: 's1', participationId: 'p1', heartbeatTimeoutMs } });
  const unmissed = async (timeoutMs: number, how: Talk[number], head: object = {}) => {
    const begin = { at: 0, head: { complete: true, ...head } };
    const { report } = await told([begin, joins(1_000, 'c1', ann), welcome(timeoutMs), how]);
    const why = report.clauses.find(({ clause }) => clause === 'connection.lost-in-time')?.why ?? [];
    return why.some(({ reason }) => reason === 'unmissed');
  };
  const closed = { at: 2_000, connection: 'c1', closed: { by: 'CLOSED_BY_CLIENT', code: 1001 } };

  it.each<[string, number, Talk[number], object, boolean]>([
    ['without heartbeat is missed at an unknown time', 0, lost(2_000, 'c1'), {}, true],
    ['with heartbeat is missed in time', 15_000, lost(2_000, 'c1'), {}, false],
    ['by a close of its client is seen at once', 0, closed, {}, false],
    ['is seen by the server that writes the log', 0, lost(2_000, 'c1'), { writer: 'LOG_WRITER_SERVER' }, false],
    ['is seen as late as the head says', 0, lost(2_000, 'c1'), { lossSeenMs: 1 }, false],
  ])('%s', async (_, timeoutMs, how, head, is) => {
    expect(await unmissed(timeoutMs, how, head)).toBe(is);
  });
});
