/** What each line of a log becomes in the history of its room, and what its connection may still bring. */
import { describe, expect, it } from 'vitest';
import { behind } from '../../bench/judge/group.test.helper.js';
import { bob, joins, leaves, lost, says, shows, type Talk, together } from '../../bench/judge/talk.test.helper.js';

const seat = 'bob@c2';
const sent = (action: object, more: object = {}) => ({
  kind: 'sent',
  at: 3_000,
  seat,
  round: 0,
  connection: 1,
  action: { ...action, seat },
  ...more,
});
const asks = (content: object, requestId = 4) => says(3_000, 'c2', { requestId, ack: 1, ...content });
const numbers = { request: 4, ack: 1 };
const closed = (by: string, code?: number) => ({
  at: 3_000,
  connection: 'c2',
  closed: { by: `CLOSED_BY_${by}`, ...(code && { code }) },
});

describe('a line of a client', () => {
  it.each<[string, Talk[number], object]>([
    ['asks to leave', asks({ leave: {} }), sent({ kind: 'leave' }, numbers)],
    ['asks to end the meeting', asks({ end: {} }), sent({ kind: 'end' }, numbers)],
    ['asks for nothing', asks({ sync: {} }), sent({ kind: 'sync' }, numbers)],
    [
      'asks to remove somebody',
      asks({ remove: { participationId: 'p1' } }),
      sent({ kind: 'remove', target: 'p1' }, { ...numbers, target: 'p1' }),
    ],
    ['asks to switch', asks({ switchRoom: { roomId: 'blue' } }), sent({ kind: 'switch', room: 'blue' }, numbers)],
    ['asks to view', asks({ changeMode: { mode: 'MODE_VIEWER' } }), sent({ kind: 'mode', mode: 'viewer' }, numbers)],
    ['says what it was shown', says(3_000, 'c2', { ackOnly: {}, ack: 7 }), sent({ kind: 'ack' }, { ack: 7 })],
    [
      'is of no frame',
      { at: 3_000, connection: 'c2', brokenFrame: 'MALFORMED_WRONG_TYPE' },
      sent({ kind: 'malformed', frame: 'wrong-type' }),
    ],
    ['joins once more', joins(3_000, 'c2', bob, 'j-new'), sent({ kind: 'join', room: 'blue' })],
    [
      'resumes once more',
      says(3_000, 'c2', { resume: { resumeToken: 't-c2', sequence: 1 } }),
      sent({ kind: 'malformed', frame: 'join-again' }),
    ],
  ])('that %s', (_, line, record) => {
    const { records, state } = behind([...together, line]);
    expect(records).toEqual([record]);
    expect(state).toBe('bound');
  });

  it('that asks what it has asked before, asks again', () => {
    const once = asks({ sync: {} });
    for (const request of [4, 3])
      expect(behind([...together, once, asks({ end: {} }, request)]).records).toEqual([
        sent({ kind: 'again' }, { request, ack: 1 }),
      ]);
    expect(behind([...together, once, asks({ end: {} }, 5)]).records).toMatchObject([{ action: { kind: 'end' } }]);
  });

  it('that asks on a connection whose Join was refused is no first frame', () => {
    const refused: Talk = [joins(1_000, 'c2', bob), shows(1_001, 'c2', { rejected: { code: 'CODE_NOT_FOUND' } })];
    expect(behind(refused).state).toBe('free');
    const { records, state } = behind([...refused, asks({ sync: {} }, 1)]);
    expect(records).toEqual([sent({ kind: 'malformed', frame: 'request-first' })]);
    expect(state).toBe('waiting');
    const again = behind([...refused, joins(3_000, 'c2', bob, 'j-new')]);
    expect([again.records, again.state]).toEqual([[expect.objectContaining({ connection: 1 })], 'waiting']);
  });

  it('that resumes says how far it was shown', () => {
    for (const [sequence, wanted] of [
      [0, 'last'],
      [1, 'last'],
      [2, 'beyond'],
    ] as const) {
      const resume = says(3_000, 'c3', { resume: { resumeToken: 't-c2', sequence } });
      const { records, state } = behind([...together, lost(2_500, 'c2'), resume]);
      const action = { kind: 'resume', token: 'newest', sequence: wanted };
      expect(records).toEqual([sent(action, { connection: 2, token: 't-c2', sequence })]);
      expect(state).toBe('waiting');
    }
  });
});

describe('a connection', () => {
  const cut = (how: string) => [sent({ kind: 'cut', how })];
  const byServer = (code: number) => [
    sent({ kind: 'ack' }),
    expect.objectContaining({ kind: 'seen', observation: { kind: 'closed', code } }),
  ];

  it.each<[string, Talk[number], unknown[]]>([
    ['by its client, with a code', closed('CLIENT', 1001), [sent({ kind: 'close', code: 1001 })]],
    ['by its client, without one', closed('CLIENT'), cut('fin')],
    ['by the network', closed('NETWORK'), cut('reset')],
    ['by the server, without a frame', closed('SERVER'), cut('fin')],
    ...[1001, 1006, 1011, 1012, 1013].map((code): [string, Talk[number], unknown[]] => [
      `by the server for itself, with ${code}`,
      closed('SERVER', code),
      cut('fin'),
    ]),
    ...[1000, 1002, 1008, 4101].map((code): [string, Talk[number], unknown[]] => [
      `by the server, with ${code}`,
      closed('SERVER', code),
      byServer(code),
    ]),
  ])('that is closed %s', (_, line, records) => {
    const made = behind([...together, line]);
    expect(made.records).toEqual(records);
    expect([made.state, made.ended]).toEqual(['closed', together.length + 1]);
  });

  it.each([
    [4101, 4101],
    [1001, 1001],
    [0, 1006],
  ])('that is closed by the server behind RoomLeft, with %i, is no loss', (code, shown) => {
    const left = [...together, ...leaves(2_900, 'c2', 1, 2).slice(0, 2)];
    expect(behind(left).state).toBe('left');
    expect(behind([...left, closed('SERVER', code)]).records).toEqual(byServer(shown));
  });
});

describe("a call of the operator's", () => {
  const removes = (session?: string) => ({
    at: 3_000,
    connection: 'o1',
    removeParticipant: { roomId: 'blue', ...(session && { sessionId: session }), participationId: 'p2' },
  });

  it.each([
    ['s1', 'newest'],
    ['', 'none'],
  ])('names its session %j', (session, named) => {
    const { records } = behind([...together, removes(session)]);
    const action = {
      kind: 'operate',
      seat: 'operator',
      call: 'removeParticipant',
      room: 'blue',
      session: named,
      targets: ['p2'],
      bearer: 'right',
    };
    expect(records).toEqual([
      { kind: 'sent', at: 3_000, seat: 'operator', round: 0, connection: 6, action, session, targets: ['p2'] },
    ]);
  });

  it.each([
    ['CODE_UNAUTHENTICATED', 'unauthenticated', 'wrong'],
    ['CODE_NOT_FOUND', 'not_found', 'right'],
  ])('that is refused by %s shows whether it was authorized', (refused, code, bearer) => {
    const { records } = behind([...together, removes(), { at: 3_001, connection: 'o1', answer: { refused } }], 2);
    expect(records).toMatchObject([{ action: { bearer } }, { kind: 'seen', observation: { kind: 'rejected', code } }]);
  });

  it('is answered on its own connection', () => {
    const { records, group } = behind([...together, removes(), { at: 3_001, connection: 'o1', answer: {} }], 2);
    expect(records[1]).toEqual({
      kind: 'seen',
      at: 3_001,
      seat: 'operator',
      connection: 6,
      observation: { kind: 'accepted' },
    });
    expect([...group.calls]).toEqual([]);
    expect(group.records.slice(-2).map(({ object }) => object)).toEqual([undefined, undefined]);
  });
});
