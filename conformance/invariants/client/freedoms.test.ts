/** Right histories of clients that use what the text leaves open. None of them may be accused, and their clauses are held all the same. */
import { describe, expect, test } from 'vitest';
import type { ClauseId } from '../../../gen/clauses.js';
import type { Settled } from '../../exchange/history.js';
import { end, leave, switchRoom, unload } from '../../exchange/scenario.js';
import { explainClient } from '../../oracle/client/explain.js';
import { judgeClient } from './index.js';
import {
  begins,
  calls,
  closed,
  comesBack,
  concludes,
  does,
  ended,
  fence,
  heard,
  inside,
  JOIN_ID,
  type Line,
  later,
  opened,
  ROSTER,
  said,
  saidJoined,
  saysLeft,
  story,
  told,
  toldLeft,
  toldOver,
} from './story.test.helper.js';

interface Freedom {
  readonly what: string;
  readonly lines: readonly Line[];
  /** These were held against it. */
  readonly held?: readonly ClauseId[];
  readonly settled?: Settled;
}

const failedToJoin = concludes(1103, 'JOIN_ROOM_FAILED');
const endsByClose: readonly Line[] = [
  ...inside(),
  calls(end('ann')),
  heard('end', { request: 1, ack: 1 }),
  closed(1, 'server', 4008),
  toldOver(1008, 'REMOVE_ALL'),
];
const switched: readonly Line[] = [
  calls(switchRoom('ann', 'green')),
  heard('switch', { request: 1, ack: 1, room: 'green' }),
  saidJoined({ sequence: 2, replyTo: 1, participation: 'ann-2', roster: ['bob-2', 'cyd-2'], token: 'token-2' }),
];

const freedoms: readonly Freedom[] = [
  {
    what: 'its Leave cannot be sent, and the close that would have answered it never comes',
    lines: [
      ...inside(),
      calls(switchRoom('ann', 'green')),
      heard('switch', { request: 1, ack: 1, room: 'green' }),
      does({ kind: 'answer', demand: 'leave', answer: { how: 'close', code: 4101 } }),
      calls(leave('ann')),
      later(4_100),
      closed(1, 'client', 4101),
      ended(2, 'failed'),
      concludes(1101, 'MANUAL_LEAVE_CALLED'),
      ended(3),
    ],
    held: ['client.local-reason'],
  },
  {
    what: 'it tells of a room when the list is that of the next one already',
    lines: [
      ...begins,
      saidJoined(),
      ...switched,
      told({ event: 'joined', participation: 'ann-1' }, ['bob-2', 'cyd-2']),
      told({ event: 'switched', participation: 'ann-2' }, ['bob-2', 'cyd-2']),
    ],
    held: ['client.list-from-joined'],
  },
  {
    what: 'a frame comes before it has noticed the silence',
    lines: [
      ...begins,
      saidJoined({ heartbeatTimeoutMs: 300 }),
      told({ event: 'joined', participation: 'ann-1' }, ROSTER),
      ended(1),
      later(900),
      said('roomLeft', { sequence: 2, code: 1002 }),
      toldOver(1002, 'REMOVE_PEER', 'SERVER'),
    ],
  },
  {
    what: 'its window is over while Resumed, and an unknown message behind it, lie unread',
    lines: [
      ...inside(),
      closed(1, 'server', 1011),
      later(480),
      ...comesBack(2, 1),
      said('unknown', { sequence: 2 }, 2),
      concludes(1102, 'WEBSOCKET_CONNECTION_ATTEMPTS_EXHAUSTED'),
      closed(2, 'client', 4101),
    ],
  },
  {
    what: 'an Ack of its own accord crosses a Heartbeat, and RoomLeft comes before another one',
    lines: [
      ...inside(),
      said('participantJoined', { sequence: 2, participant: 'dan', participation: 'dan-1' }),
      said('heartbeat'),
      heard('ack', { ack: 1 }),
      said('roomLeft', { sequence: 3, code: 1002, text: '' }),
      toldOver(1002, 'REMOVE_PEER'),
    ],
  },
  {
    what: 'an Ack of its own accord crosses a Heartbeat, and the answer comes behind it',
    lines: [
      ...inside(),
      saysLeft('bob-1', 2),
      said('heartbeat'),
      heard('ack', { ack: 1 }),
      toldLeft('bob-1'),
      heard('ack', { ack: 2 }),
      ...fence(3),
    ],
    held: ['client.ack', 'client.ack-heartbeat'],
  },
  {
    what: 'a call succeeds where a close alone tells of the departure that it asked for',
    lines: [...endsByClose, ended(2)],
    held: ['client.calls-settled'],
  },
  {
    what: 'a call fails where a close alone tells of the departure that it asked for',
    lines: [...endsByClose, ended(2, 'failed')],
    held: ['client.calls-settled'],
  },
  {
    what: 'the list is ahead of what the application is told',
    lines: [
      ...inside(),
      saysLeft('bob-1', 2),
      saysLeft('cyd-1', 3),
      toldLeft('bob-1', []),
      toldLeft('cyd-1', []),
      ...fence(4),
    ],
    held: ['client.list'],
  },
  {
    what: 'the list is ahead of the Joined that the application is told of',
    lines: [
      ...begins,
      saidJoined(),
      saysLeft('bob-1', 2),
      said('participantJoined', { sequence: 3, participant: 'dan', participation: 'dan-1' }),
      told({ event: 'joined', participation: 'ann-1' }, ['cyd-1', 'dan-1']),
      ended(1),
      toldLeft('bob-1', ['cyd-1', 'dan-1']),
      ...fence(4),
    ],
    held: ['client.list-from-joined'],
  },
  {
    what: 'the list is of the new room already when a departure in the old one is told',
    lines: [
      ...inside(),
      saysLeft('bob-1', 2),
      calls(switchRoom('ann', 'green')),
      heard('switch', { request: 1, ack: 1, room: 'green' }),
      saidJoined({ sequence: 3, replyTo: 1, participation: 'ann-2', roster: ['bob-2', 'cyd-2'], token: 'token-2' }),
      toldLeft('bob-1', ['bob-2', 'cyd-2']),
      ended(2),
      ...fence(4),
    ],
    held: ['client.list'],
  },
  {
    what: 'nobody is told of Joined and of arrivals',
    lines: [...begins, saidJoined(), ended(1), saysLeft('bob-1', 2), toldLeft('bob-1', ['cyd-1']), ...fence(3)],
    held: ['client.list-from-joined', 'client.participant-left'],
  },
  {
    what: 'nobody is told of a switch either',
    lines: [...inside(), ...switched, ended(2), saysLeft('bob-2', 3), toldLeft('bob-2', ['cyd-2']), ...fence(4)],
    held: ['client.list-from-joined', 'client.list'],
  },
  {
    what: 'nobody is told of the Joined of a server of a later revision',
    lines: [
      does({
        kind: 'announce',
        announcement: { resumeWindowMs: 500, heartbeatIntervalMs: 0, heartbeatTimeoutMs: 0, later: true },
      }),
      ...begins,
      saidJoined(),
      ended(1),
      ...fence(2),
    ],
    held: ['client.unknown-feature'],
  },
  {
    what: 'a Join that nobody answers is given up while leave() waits',
    lines: [
      ...begins,
      calls(leave('ann')),
      heard('leave', { request: 1 }),
      later(800),
      concludes(1101, 'MANUAL_LEAVE_CALLED'),
      closed(1, 'client', 4101),
      ended(1, 'failed'),
      ended(2),
    ],
    held: ['client.leave-always'],
  },
  {
    what: 'a Resume that nobody answers is tried again while leave() waits',
    lines: [
      ...inside(),
      closed(1, 'server', 1006),
      opened(2),
      heard('resume', { ack: 1, token: 'token-1', sequence: 1 }, 2),
      calls(leave('ann')),
      later(300),
      closed(2, 'client', 3000),
      ...comesBack(3, 1),
      heard('leave', { request: 1, ack: 1 }, 3),
      said('roomLeft', { sequence: 2, replyTo: 1, code: 1101, text: '' }, 3),
      toldOver(1101, 'MANUAL_LEAVE_CALLED'),
      ended(2),
    ],
  },
  {
    what: 'two connections are begun at a time, and one of them is gone on with',
    lines: [
      ...begins,
      opened(2),
      closed(2, 'client', 1000),
      saidJoined(),
      told({ event: 'joined', participation: 'ann-1' }, ROSTER),
      ended(1),
      closed(1, 'server', 1006),
      ...comesBack(3, 1),
      ...fence(2, 3),
    ],
    held: ['client.resumes'],
  },
  {
    what: 'two connections are begun at a time, and what is gone on with is closed before roomLeft is told',
    lines: [
      ...begins,
      opened(2),
      closed(2, 'client', 1000),
      saidJoined(),
      told({ event: 'joined', participation: 'ann-1' }, ROSTER),
      ended(1),
      calls(leave('ann')),
      heard('leave', { request: 1, ack: 1 }),
      later(2_100),
      closed(1, 'client', 4101),
      concludes(1101, 'MANUAL_LEAVE_CALLED'),
      ended(2),
    ],
    held: ['client.giving-up', 'client.leave-waits'],
  },
  {
    what: 'a Join that is refused for now is tried again over the same connection, and what stood behind it is sent again',
    lines: [
      ...begins,
      calls(leave('ann')),
      heard('leave', { request: 1 }),
      said('rejected', { refusal: 'unavailable' }),
      heard('join', { joinId: JOIN_ID, room: 'blue' }),
      saidJoined(),
      told({ event: 'joined', participation: 'ann-1' }, ROSTER),
      ended(1),
      heard('leave', { request: 1, ack: 1 }),
      said('roomLeft', { sequence: 2, replyTo: 1, code: 1101, text: '' }),
      toldOver(1101, 'MANUAL_LEAVE_CALLED'),
      ended(2),
    ],
    held: ['client.numbers', 'client.join-id'],
  },
  {
    what: 'a Resume that nobody answers is given up for its silence in the very moment of roomLeft',
    lines: [
      ...begins,
      saidJoined({ heartbeatTimeoutMs: 300 }),
      told({ event: 'joined', participation: 'ann-1' }, ROSTER),
      ended(1),
      closed(1, 'server', 1006),
      calls(leave('ann')),
      opened(2),
      heard('resume', { ack: 1, token: 'token-1', sequence: 1 }, 2),
      later(350),
      closed(2, 'client', 3000),
      opened(3),
      heard('resume', { ack: 1, token: 'token-1', sequence: 1 }, 3),
      later(400),
      concludes(1101, 'MANUAL_LEAVE_CALLED'),
      ended(2),
      closed(3, 'client', 3000),
    ],
    held: ['client.leave-bounded'],
  },
  {
    what: 'RoomLeft was lost with one connection, and the server is slow to close the next one that brings it',
    lines: [
      ...inside(),
      said('roomLeft', { sequence: 2, code: 1002, text: '' }),
      closed(1, 'server', 1006),
      opened(2),
      heard('resume', { ack: 1, token: 'token-1', sequence: 1 }, 2),
      said('roomLeft', { code: 1002, text: '' }, 2),
      toldOver(1002, 'REMOVE_PEER'),
      later(3_000),
      closed(2, 'server', 4002),
    ],
  },
  {
    what: 'a second connection is closed almost a second after the first one has brought Joined',
    lines: [
      ...begins,
      opened(2),
      saidJoined(),
      told({ event: 'joined', participation: 'ann-1' }, ROSTER),
      ended(1),
      later(900),
      closed(2, 'client', 1000),
      later(2_000),
      ...fence(2),
    ],
    held: ['client.one-connection'],
  },
  {
    what: 'a Join whose connection is lost is not repeated',
    lines: [...begins, closed(1, 'server', 1006), failedToJoin, ended(1, 'failed')],
    held: ['client.join-id', 'client.waits-for-answer', 'client.local-reason'],
  },
  {
    what: 'a Join whose connection is lost is repeated much later',
    lines: [...begins, closed(1, 'server', 1006), later(20_000), opened(2), closed(2, 'server', 1006)],
    settled: 'quiet',
  },
];

describe('nobody is accused where', () => {
  test.each(freedoms)('$what', ({ lines, held = [], settled }) => {
    const history = story(lines, settled);
    const { violations, checks } = judgeClient(history);
    expect(violations).toEqual([]);
    expect(explainClient(history)).not.toMatchObject({ kind: 'refuted' });
    for (const clause of held) expect(checks.get(clause), clause).toBeGreaterThan(0);
  });
});

describe('nor where', () => {
  test('a page is unloaded while RoomLeft is on its way', () => {
    const lines = [
      ...inside(),
      said('roomLeft', { sequence: 2, code: 1002, text: '' }),
      calls(unload('ann')),
      closed(1, 'client', 1000),
    ];
    expect(judgeClient(story(lines)).violations).toEqual([]);
  });

  test('a connection has been replaced by the time of roomLeft, and its close is noted late', () => {
    const lines = [
      ...inside(),
      calls(leave('ann')),
      heard('leave', { request: 1, ack: 1 }),
      opened(2),
      heard('resume', { ack: 1, token: 'token-1', sequence: 1 }, 2),
      later(2_100),
      concludes(1101, 'MANUAL_LEAVE_CALLED'),
      ended(2),
      closed(1, 'client', 3000),
      closed(2, 'client', 4101),
    ];
    expect(judgeClient(story(lines)).violations).toEqual([]);
  });
});

describe('and still is where', () => {
  const wrong: readonly (readonly [string, ClauseId, readonly Line[], Settled?])[] = [
    [
      'no Ack covers what came before a Heartbeat',
      'client.ack',
      [...inside(), saysLeft('bob-1', 2), said('heartbeat'), heard('ack', { ack: 1 }), toldLeft('bob-1'), ...fence(3)],
    ],
    [
      'a call succeeds that did not ask for the departure of which a close tells',
      'client.calls-settled',
      [
        ...inside(),
        calls(end('ann')),
        heard('end', { request: 1, ack: 1 }),
        closed(1, 'server', 4002),
        toldOver(1002, 'REMOVE_PEER'),
        ended(2),
      ],
    ],
    [
      'somebody from the room before is in the list, and no switch is told',
      'client.list-from-joined',
      [...inside(), ...switched, ended(2), saysLeft('bob-2', 3), toldLeft('bob-2', ['bob-1', 'cyd-2']), ...fence(4)],
    ],
    [
      'somebody is dropped from the list of whom nothing was said',
      'client.list',
      [...inside(), saysLeft('bob-1', 2), toldLeft('bob-1', []), ...fence(3)],
    ],
    [
      'a connection that carries the client is closed early because of leave()',
      'client.leave-waits',
      [
        ...inside(),
        calls(leave('ann')),
        heard('leave', { request: 1, ack: 1 }),
        closed(1, 'client', 4101),
        concludes(1101, 'MANUAL_LEAVE_CALLED'),
        ended(2),
      ],
    ],
    [
      'a number is used twice over a connection on which nothing was refused',
      'client.numbers',
      [...begins, heard('leave', { request: 1 }), saidJoined(), heard('leave', { request: 1, ack: 1 })],
    ],
    [
      'nobody is told in more than 30 s that the Join has failed',
      'client.room-left-once',
      [...begins, closed(1, 'server', 1006), later(31_000), opened(2), closed(2, 'server', 1006)],
      'quiet',
    ],
  ];

  for (const [what, clause, lines, settled] of wrong)
    test(what, () => {
      const [first] = judgeClient(story(lines, settled)).violations;
      expect(first?.clause).toBe(clause);
    });
});
