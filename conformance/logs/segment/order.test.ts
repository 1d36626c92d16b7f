/** Whether lines are in the order in which things happened, where the clock goes back. */
import { describe, expect, it } from 'vitest';
import { groupOf } from '../../bench/judge/group.test.helper.js';
import { ann, bob, closes, joined, joins, lost, says, shows, type Talk } from '../../bench/judge/talk.test.helper.js';
import type { SetBack, Timing } from '../clock/timing.js';
import { orderOf } from './order.js';

/** The clock goes back before these lines, counted from 1; the stamps are as they are written. */
function order(talk: Talk, backs: readonly SetBack[], from = 0) {
  const asked: number[] = [];
  const backSince = (line: number) => {
    asked.push(line);
    return backs;
  };
  const timing = { backSince, written: (at: number) => at } as unknown as Timing;
  const { known, torn } = orderOf(groupOf(talk), from, timing);
  expect(asked).toEqual([from]);
  return [known, ...[...torn].map(({ seat }) => seat.name)];
}

const far = (line: number) => [{ line, far: true }];
const near = (line: number) => [{ line, far: false }];
const beat = (at: number) => shows(at, 'c1', { heartbeat: {} });
const answered = (at: number, sequence: number) => shows(at, 'c1', { sequence, replyTo: 1, accepted: {} });
const asks = (at: number, requestId: number) => says(at, 'c1', { requestId, ack: 0, sync: {} });

/** Ann has come, has asked twice, and was answered once. */
const before: Talk = [
  joins(9_000, 'c1', ann),
  joined(9_001, 'c1', ann),
  asks(9_100, 1),
  shows(9_101, 'c1', { sequence: 2, replyTo: 1, accepted: {} }),
  asks(9_200, 2),
];
const line = before.length + 1;

describe('the order is known where the clock goes back', () => {
  it.each<[string, Talk]>([
    ['and an answer shows that it was set', [answered(2_000, 3)]],
    ['and a request does', [asks(2_000, 3)]],
    ['and the last request does, which is sent once more', [asks(2_000, 2)]],
    ['and a close does', [closes(2_000, 'c1', 1000)]],
    ['and a broken connection does', [lost(2_000, 'c1')]],
    [
      'and the close of a client does',
      [{ at: 2_000, connection: 'c1', closed: { by: 'CLOSED_BY_CLIENT', code: 1001 } }],
    ],
    ['and one does of several lines', [beat(2_000), answered(9_300, 3), answered(2_002, 4)]],
    ['and nothing is behind it', []],
  ])('%s', (_, behind) => {
    expect(order([...before, ...behind], far(line))).toEqual([true]);
  });

  it('and nothing was before it', () => {
    expect(order(before, far(1))).toEqual([true]);
  });

  it('a little, and a connection goes on at all', () => {
    expect(order([...before, beat(8_990)], near(line))).toEqual([true]);
    expect(order([...before, answered(9_190, 3)], near(line))).toEqual([true]);
  });

  it('nowhere', () => {
    expect(order(before, [])).toEqual([true]);
  });
});

describe('the order is not known where the clock goes back', () => {
  it.each<[string, Talk]>([
    ['and what goes on tells nothing', [beat(2_000)]],
    ['and stamps go on from before', [answered(9_300, 3)]],
    ['and a stamp is the same', [answered(9_200, 3)]],
    ['and another connection begins', [joins(2_000, 'c2', bob), joined(2_001, 'c2', bob, [ann])]],
  ])('%s', (_, behind) => {
    expect(order([...before, ...behind], far(line))).toEqual([false]);
  });

  it('a little, and no connection goes on', () => {
    expect(order([...before, joins(8_990, 'c2', bob)], near(line))).toEqual([false]);
  });

  it('in one place of several', () => {
    const talk = [...before, answered(2_000, 3), beat(1_000)];
    expect(order(talk, [...far(line), ...far(line + 1)])).toEqual([false]);
    expect(order(talk, [...far(line + 1), ...far(line)])).toEqual([false]);
    expect(order(talk, far(line))).toEqual([true]);
  });
});

describe('the lines of one client are in a wrong order', () => {
  it.each<[string, Talk]>([
    ['where it is shown again what it was shown', [answered(2_000, 2)]],
    ['where it is shown what was before that', [answered(2_000, 1)]],
    ['where it asks what it had asked before the last', [asks(2_000, 1)]],
  ])('%s', (_, behind) => {
    expect(order([...before, ...behind], far(line))).toEqual([false, 'ann@c1']);
    expect(order([...before, ...behind], near(line))).toEqual([false, 'ann@c1']);
  });

  it('and not those of another one', () => {
    const two = [...before, joins(9_300, 'c2', bob), joined(9_301, 'c2', bob, [ann])];
    const back = shows(2_000, 'c2', {
      sequence: 2,
      participantLeft: { participationId: 'p1', reason: { code: 1101 } },
    });
    expect(order([...two, back], far(two.length + 1))).toEqual([true]);
    expect(order([...two, back, answered(2_001, 1)], far(two.length + 1))).toEqual([false, 'ann@c1']);
  });

  it('and not those of another connection of its own', () => {
    const resumed: Talk = [
      ...before,
      lost(9_300, 'c1'),
      says(9_400, 'c5', { resume: { resumeToken: 't-c1', sequence: 1 } }),
      shows(2_000, 'c5', { resumed: { resumeToken: 't5' } }),
      shows(2_001, 'c5', { sequence: 2, replyTo: 1, accepted: {} }),
    ];
    expect(order(resumed, far(line + 2))).toEqual([true]);
  });
});

it('what the operator does, and what stands for forgotten records, tells nothing', () => {
  const call: Talk = [
    { at: 2_000, connection: 'o1', endMeeting: { roomId: 'blue' } },
    { at: 2_001, connection: 'o1', answer: {} },
  ];
  expect(order([...before, ...call], far(line))).toEqual([true]);
  const group = groupOf([...before, answered(9_300, 3)]);
  group.records = group.records.map((one, index) => (index < before.length ? { ...one, synthetic: true } : one));
  const timing = { backSince: () => far(line), written: (at: number) => at } as unknown as Timing;
  expect(orderOf(group, 0, timing).known).toBe(true);
});
