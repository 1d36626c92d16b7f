/** Numbers that are counted from where the records before were forgotten. */
import { describe, expect, it } from 'vitest';
import type { HistoryRecord, Sent } from '../../exchange/history.js';
import { type Observation, silentJoined } from '../../exchange/observation.js';
import { newGroup } from '../rooms/group.js';
import { newRoomObject } from '../rooms/identities.js';
import type { LoggedRecord, LoggedRoomObject } from '../rooms/types.js';
import type { JoinOutcome } from './forgotten-joins.js';
import { rebasing } from './rebase.js';

const seat = 'ann@c1';
const common = { at: 5, seat, connection: 1 } as const;
const sent = (action: object, particulars: Partial<Sent> = {}): HistoryRecord =>
  ({ kind: 'sent', ...common, round: 0, action: { seat, ...action }, ...particulars }) as HistoryRecord;
const seen = (observation: Observation): HistoryRecord => ({ kind: 'seen', ...common, observation });
const join = sent({ kind: 'join', room: 'blue' });
const welcome = (some: object = {}) =>
  seen({ kind: 'joined', ...silentJoined, participation: 'p1', sequence: 1, token: 't1', ...some });
const sync = (request: number) => sent({ kind: 'sync' }, { request });
const resume = (token: string | undefined, sequence: number | undefined) =>
  sent(
    { kind: 'resume', token: 'newest', sequence: 'last' },
    { ...(token !== undefined && { token }), ...(sequence !== undefined && { sequence }) },
  );

interface Wish {
  /** What is said of it beside that it has joined. */
  readonly object?: Partial<Pick<LoggedRoomObject, 'origin' | 'checkpoint'>>;
  readonly flaw?: 'torn' | 'unreadable';
  readonly complete?: boolean;
  readonly outcome?: JoinOutcome;
  /** How many of the first records are synthetic. */
  readonly synthetic?: number;
}

/** What these records of one client become, and whether all of them can be judged. */
function rebased(records: readonly HistoryRecord[], wish: Wish = {}) {
  const { object: some, flaw, complete = true, outcome, synthetic = 0 } = wish;
  const object = newRoomObject(newGroup(5_000, 8), { name: seat, participant: 'ann', role: 'host' }, {});
  Object.assign(object, some);
  if (flaw) object.flaws.add(flaw);
  const numbers = rebasing(complete, new Map(outcome ? [[object, outcome]] : []));
  const made = records.map((record, index) => {
    const logged: LoggedRecord = { record, line: index + 1, object, ...(index < synthetic && { synthetic: true }) };
    return numbers.rebased(logged);
  });
  return { made, known: numbers.knows(object), whole: numbers.isWhole() };
}

/** Ten requests and thirty messages are forgotten; in the synthetic records it has been shown two. */
const checkpoint = { request: 10, sequence: 30, synthetic: 2 };
const forgotten: Wish = { object: { checkpoint }, synthetic: 2 };

/** What becomes of a record behind the synthetic ones. */
const behind = (record: HistoryRecord) => {
  const { made, known, whole } = rebased([join, welcome(), record], forgotten);
  expect(made.slice(0, 2)).toEqual([join, welcome()]);
  expect([known, whole]).toEqual(made[2] ? [true, true] : [false, false]);
  return made[2];
};

describe('the records of somebody of whom nothing was forgotten', () => {
  it('are as they were', () => {
    const records = [
      join,
      welcome(),
      sync(1),
      seen({ kind: 'accepted', sequence: 2, replyTo: 1 }),
      sent({ kind: 'repeat' }),
    ];
    expect(rebased(records)).toEqual({ made: records, known: true, whole: true });
  });

  it('are left out from the first one on that cannot be understood', () => {
    for (const wish of [
      { flaw: 'torn' },
      { flaw: 'unreadable' },
      { object: { origin: 'before-restart' } },
      { outcome: 'open' },
    ] as const)
      expect(rebased([join, welcome()], wish)).toEqual({ made: [undefined, undefined], known: false, whole: false });
    expect(rebased([join], { outcome: 'let-in' }).made).toEqual([join]);
  });

  it('are left out where its Join is missing', () => {
    expect(rebased([sync(1)])).toEqual({ made: [undefined], known: false, whole: false });
    expect(rebased([welcome(), join])).toEqual({ made: [undefined, undefined], known: false, whole: false });
  });

  it('may begin with a request, where the log lacks nothing', () => {
    const object = { origin: 'no-join' } as const;
    expect(rebased([sync(1), welcome()], { object }).made).toEqual([sync(1), welcome()]);
    expect(rebased([welcome()], { object }).made).toEqual([undefined]);
    expect(rebased([sync(1)], { object, complete: false }).made).toEqual([undefined]);
  });
});

it('a record of the operator is as it was', () => {
  const numbers = rebasing(true, new Map());
  const record = sync(1);
  expect(numbers.rebased({ record, line: 1, object: undefined })).toBe(record);
});

describe('a Join in a log that may lack something', () => {
  it.each<[string, HistoryRecord, boolean]>([
    ['a first welcome', welcome(), true],
    ['a welcome that was shown before', welcome({ sequence: 2 }), false],
    ['a welcome to one that has asked before', welcome({ lastRequest: 1 }), false],
    ['a welcome without a number', welcome({ sequence: undefined }), true],
    ['a refusal', seen({ kind: 'rejected', code: 'not_found', replyTo: 0 }), true],
    ['a close', seen({ kind: 'closed', code: 1000 }), true],
    ['a departure', seen({ kind: 'roomLeft', reason: [1101] }), false],
  ])('that is answered by %s is a first one: %s', (_, answer, isFirst) => {
    const wish = { complete: false };
    expect(rebased([join, answer], wish)).toEqual({
      made: [join, isFirst ? answer : undefined],
      known: isFirst,
      whole: isFirst,
    });
    expect(rebased([join, answer]).made).toEqual([join, answer]);
  });

  it('is told by its first answer alone', () => {
    const later = welcome({ sequence: 9, lastRequest: 3 });
    expect(rebased([join, welcome(), later], { complete: false }).made).toEqual([join, welcome(), later]);
  });
});

describe('where records were forgotten', () => {
  it.each([
    [11, 1],
    [14, 4],
    [10, undefined],
    [3, undefined],
  ])('request %i becomes %s', (request, becomes) => {
    expect(behind(sync(request))).toEqual(becomes && sync(becomes));
  });

  it('what has no number has none', () => {
    for (const record of [
      sent({ kind: 'ack' }),
      sent({ kind: 'cut', how: 'fin' }),
      seen({ kind: 'closed', code: 1000 }),
      seen({ kind: 'invalid', what: '' }),
    ])
      expect(behind(record)).toEqual(record);
  });

  it('a repeated Join asks for what was forgotten', () => {
    expect(behind(sent({ kind: 'repeat' }))).toBeUndefined();
  });

  it.each([
    [
      { sequence: 31, replyTo: 0 },
      { sequence: 3, replyTo: 0 },
    ],
    [
      { sequence: 40, replyTo: 12 },
      { sequence: 12, replyTo: 2 },
    ],
    [
      { sequence: 31, replyTo: 10 },
      { sequence: 3, replyTo: 2 ** 31 },
    ],
    [
      { sequence: 0, replyTo: 11 },
      { sequence: 0, replyTo: 1 },
    ],
    [{}, { sequence: 0, replyTo: 0 }],
    [{ sequence: 30 }, undefined],
    [{ sequence: 1 }, undefined],
  ])('an answer with %j bears %j', (before, becomes) => {
    expect(behind(seen({ kind: 'accepted', ...before }))).toEqual(becomes && seen({ kind: 'accepted', ...becomes }));
  });

  it.each([
    [14, 4],
    [10, 0],
    [4, 0],
  ])('a Resumed that goes on behind request %i says %i', (lastRequest, becomes) => {
    expect(behind(seen({ kind: 'resumed', token: 't2', lastRequest }))).toEqual(
      seen({ kind: 'resumed', token: 't2', lastRequest: becomes, sequence: 0, replyTo: 0 }),
    );
  });

  it.each([
    ['t1', 30, 2],
    ['t1', 33, 5],
    ['t1', 29, undefined],
    ['t1', undefined, undefined],
    ['old', 31, undefined],
    [undefined, 31, undefined],
  ])('a Resume with token %s behind sequence %s goes on behind %s', (token, sequence, becomes) => {
    expect(behind(resume(token, sequence))).toEqual(becomes && resume(token, becomes));
  });

  it('a Resume may have the token of another Resumed', () => {
    const resumed = seen({ kind: 'resumed', token: 't2', lastRequest: 10 });
    expect(rebased([join, welcome(), resumed, resume('t2', 31)], forgotten).made[3]).toEqual(resume('t2', 3));
  });

  it('nothing behind one that is left out is known', () => {
    expect(rebased([join, welcome(), sync(3), sync(12)], forgotten)).toMatchObject({
      made: [join, welcome(), undefined, undefined],
      known: false,
      whole: false,
    });
  });
});
