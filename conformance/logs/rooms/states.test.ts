/** What is known of connections, clients and rooms while their lines come. */
import { describe, expect, it } from 'vitest';
import { behind, groupOf } from '../../bench/judge/group.test.helper.js';
import {
  ann,
  closes,
  joins,
  leaves,
  lost,
  says,
  shows,
  type Talk,
  together,
} from '../../bench/judge/talk.test.helper.js';
import { isGroupOpen } from './group.js';

const asks = (content: object, requestId = 4) => says(3_000, 'c2', { requestId, ack: 1, ...content });

describe('a connection', () => {
  it.each<[string, Talk, string]>([
    ['waits for its welcome', together.slice(0, 3), 'waiting'],
    ['is bound by its welcome', together.slice(0, 4), 'bound'],
    [
      'is free where it was refused',
      [...together.slice(0, 3), shows(2_001, 'c2', { rejected: { code: 'CODE_NOT_FOUND' } })],
      'free',
    ],
    [
      'waits where something else was refused',
      [...together.slice(0, 3), shows(2_001, 'c2', { replyTo: 1, rejected: { code: 'CODE_NOT_FOUND' } })],
      'waiting',
    ],
    [
      'waits where it was shown something else',
      [...together.slice(0, 3), shows(2_001, 'c2', { heartbeat: {} })],
      'waiting',
    ],
    [
      'is bound where a request is refused',
      [...together, shows(3_000, 'c2', { rejected: { code: 'CODE_NOT_FOUND' } })],
      'bound',
    ],
    [
      'is bound by Resumed',
      [
        ...together,
        lost(3_000, 'c2'),
        says(3_100, 'c3', { resume: { resumeToken: 't-c2', sequence: 1 } }),
        shows(3_101, 'c3', { resumed: { resumeToken: 't3' } }),
      ],
      'bound',
    ],
    [
      'has left where it was told so instead',
      [...together.slice(0, 3), shows(2_001, 'c2', { roomLeft: { reason: { code: 1101 } } })],
      'left',
    ],
  ])('%s', (_, talk, state) => {
    expect(behind(talk).state).toBe(state);
  });
});

describe('of a client', () => {
  const talk: Talk = [
    ...together,
    shows(3_000, 'c2', { sequence: 9, heartbeat: {} }),
    shows(3_001, 'c2', { sequence: 4, heartbeat: {} }),
    asks({ sync: {} }, 6),
    asks({ sync: {} }, 2),
    lost(3_002, 'c2'),
    says(3_100, 'c3', { resume: { resumeToken: 't-c2', sequence: 1 } }),
    shows(3_101, 'c3', { resumed: { resumeToken: 't3' } }),
  ];

  it('the highest numbers are known, its tokens and its connections', () => {
    const object = [...groupOf(talk).objects].at(-1);
    expect(object).toMatchObject({
      sequence: 9,
      request: 6,
      tokens: ['t-c2', 't3'],
      connections: 2,
      participations: ['p2'],
    });
  });

  it('no token is known where none is handed out', () => {
    const welcome = { sequence: 1, joined: { sessionId: 's1', participationId: 'p1' } };
    const group = groupOf([joins(1_000, 'c1', ann), shows(1_001, 'c1', welcome)]);
    expect([...group.objects][0]?.tokens).toEqual([]);
  });

  it('what this version does not know leaves no record, and says so', () => {
    const { group, records } = behind([...together, { at: 3_000, connection: 'c2', fromServer: { sequence: 2 } }]);
    expect(records).toEqual([]);
    expect([...group.objects].map(({ flaws }) => [...flaws])).toEqual([[], ['unreadable']]);
  });
});

describe('a room', () => {
  const welcome = (times: object): Talk => [
    joins(1_000, 'c1', ann),
    shows(1_001, 'c1', { sequence: 1, joined: { sessionId: 's1', participationId: 'p1', ...times } }),
  ];

  it.each([
    [{}, 5_000],
    [{ heartbeatTimeoutMs: 90_000 }, 5_000],
    [{ resumeWindowMs: 1 }, 65_000],
    [{ resumeWindowMs: 30_000, heartbeatTimeoutMs: 30_000 }, 65_000],
    [{ resumeWindowMs: 30_000, heartbeatTimeoutMs: 30_001 }, 65_001],
    [{ resumeWindowMs: 60_001 }, 65_001],
  ])('may go on, where its server announces %j, for %i ms', (times, lingerMs) => {
    expect(groupOf(welcome(times)).lingerMs).toBe(lingerMs);
  });

  it('may go on for as long as any of its welcomes said', () => {
    const [joining, shown] = welcome({ resumeWindowMs: 70_000 });
    const shorter = shows(2_001, 'c1', {
      sequence: 2,
      joined: { sessionId: 's1', participationId: 'p1', resumeWindowMs: 1 },
    });
    expect(groupOf([joining ?? {}, shown ?? {}, shorter]).lingerMs).toBe(75_000);
  });

  it('is open while somebody is connected, or its operator waits', () => {
    const isOpen = (talk: Talk) => isGroupOpen(groupOf(talk));
    const call = { at: 3_000, connection: 'o1', endMeeting: { roomId: 'blue' } };
    expect(isOpen(together)).toBe(true);
    const gone = [...together, ...leaves(3_000, 'c1', 1, 3), lost(3_100, 'c2')];
    expect(isOpen(gone)).toBe(false);
    expect(isOpen(gone.slice(0, -2))).toBe(true);
    expect(isOpen([...gone, call])).toBe(true);
    expect(isOpen([...gone, call, { at: 3_001, connection: 'o1', answer: {} }])).toBe(false);
    expect(isOpen([...together, closes(3_000, 'c1', 1000), closes(3_000, 'c2', 1000)])).toBe(false);
  });
});
