/** What is odd in a log again and again is said a few times, and then counted by its kind. */
import { describe, expect, it } from 'vitest';
import { judged } from '../bench/judge/pairs.test.helper.js';
import {
  ann,
  bob,
  cyd,
  entryOf,
  joined,
  joins,
  leaves,
  left,
  lost,
  shows,
  type Talk,
} from '../bench/judge/talk.test.helper.js';
import { LogJudge } from './log-judge.js';

const begin = { at: 0, head: { complete: true } };
const times = (count: number, of: (nth: number) => Talk): Talk =>
  Array.from({ length: count }, (_, nth) => of(nth)).flat();
const said = async (...logs: readonly Talk[]) =>
  (await judged(...logs.map((talk) => talk.map((line) => JSON.stringify(line))))).report;

/** A room of its own, in which ann comes and goes. */
const stay = (nth: number, code = 1101, connection = `c${nth}`): Talk => [
  joins(1_000 + 1_000 * nth, connection, ann, `j${nth}`, `room ${nth}`),
  joined(1_001 + 1_000 * nth, connection, { ...ann, participationId: `p${nth}` }, [], `s${nth}`),
  ...leaves(1_002 + 1_000 * nth, connection, 1, 2, code),
];

describe('of a kind there are more', () => {
  it.each<[string, Talk]>([
    ['2 more of this kind: the clock goes back.', [begin, ...times(7, (nth) => stay(20 - 2 * nth))]],
    [
      '1 more of this kind: reason codes that this version does not know.',
      [begin, ...times(5, (nth) => stay(nth, 1_900 + nth))],
    ],
    ['2 more of this kind: names that are used again.', [begin, ...times(8, (nth) => stay(nth, 1101, 'c'))]],
    ['1 more of this kind: the clock goes back behind a head.', times(6, (nth) => [begin, ...stay(20 - nth)])],
    [
      '2 more of this kind: connections that go on before they begin.',
      [begin, ...times(6, (nth) => stay(nth).slice(2)), ...times(6, (nth) => stay(nth).slice(0, 2))].map(
        (line, index) => ({
          ...line,
          at: index < 19 ? 100_000 + index : index,
        }),
      ),
    ],
  ])('%s', async (sentence, talk) => {
    expect((await said(talk)).remarks).toContain(sentence);
  });

  it('nor is that a log is not complete said more than once', async () => {
    const { remarks } = await said([
      begin,
      ...times(6, (nth) => [shows(1_000 + nth, `c${nth}`, { sequence: 2, accepted: {} })]),
    ]);
    expect(remarks).toHaveLength(1);
  });
});

describe('a clock that goes back behind a head', () => {
  /** Bob is told of nobody's loss: that is found where the log lacks nothing. */
  const wrong: Talk = [
    joins(1_000, 'd1', ann, 'jd1'),
    joined(1_001, 'd1', ann),
    joins(1_100, 'd2', bob, 'jd2'),
    joined(1_101, 'd2', bob, [ann]),
    shows(1_101, 'd1', { sequence: 2, participantJoined: { participant: bob } }),
    shows(1_200, 'd1', { sequence: 3, ...left(cyd, 1101) }),
  ];

  it('may be that of another node: what is behind it is a part of a log, behind later heads too', async () => {
    expect((await said([begin, ...wrong])).findings).toBe(1);
    for (const talk of [
      [begin, ...stay(20), begin, ...wrong],
      [begin, ...stay(20), begin, ...stay(0), begin, ...wrong],
    ]) {
      const { findings, partly } = await said(talk);
      expect([findings, [...partly.keys()]]).toEqual([0, ['mentioned']]);
    }
    expect(
      (await said([begin, ...stay(0), begin, ...wrong.map((line) => ({ ...line, at: (line.at ?? 0) + 9_000 }))]))
        .findings,
    ).toBe(1);
  });
});

describe('of several logs', () => {
  const nodeB = (head: Talk[number]): Talk => [head, ...stay(3, 1101, 'd')];

  it('one is said to lack its head, and one to have been started again', async () => {
    expect((await said([begin, ...stay(0), ...stay(5)], stay(3))).remarks).toEqual([
      expect.stringMatching(/^b:1: this log has no head\. The head says `complete`; from there on/),
    ]);
    expect((await said([begin, ...stay(0), begin, ...stay(2), ...stay(5)], nodeB(begin))).remarks).toEqual([]);
    const again = [begin, ...stay(0), ...stay(3, 1101, 'e').slice(0, 2), begin, ...stay(6)];
    expect((await said(again, [begin, ...stay(1), ...stay(9)])).remarks).toEqual([
      expect.stringMatching(/^a:9: a system was started again, and the logs of others go on\./),
    ]);
  });

  it('the trouble of one is said with that of a name', async () => {
    const { trouble } = await said([begin, ...stay(0), ...stay(1, 1101, 'c0'), { at: 9_000 } as Talk[number]]);
    expect(trouble).toMatch(/^Line 12 cannot be judged: .*\. Line 7: connection "c0" ended in line 6/s);
  });

  it('nothing is named where there is only one', async () => {
    const { findings } = await judged([begin, ...stay(0, 1008)].map((line) => JSON.stringify(line))).then(
      ({ report }) => report,
    );
    expect(findings).toBe(1);
  });
});

it('the times of a log are parts of the whole', async () => {
  const { time } = await said([begin, ...times(200, (nth) => stay(nth))]);
  for (const one of [time.total, time.reading, time.parsing, time.decoding]) expect(one).toBeGreaterThanOrEqual(0);
  expect(time.reading + time.parsing + time.decoding).toBeLessThan(time.total);
});

describe('what is held in memory', () => {
  it('is what belongs to rooms that are not over', () => {
    const judge = new LogJudge(() => {});
    const held = [
      ...stay(0),
      lost(66_005, 'x'),
      joins(66_006, 'c8', bob, 'j8', 'green'),
      joins(66_007, 'c9', cyd, 'j9', 'green'),
    ].map((line, index) => {
      judge.take(entryOf(line), index + 1);
      return judge.held;
    });
    // Sixty-five seconds after the last line of a room nothing more comes that was on its way.
    expect(held).toEqual([1, 2, 3, 4, 6, 0, 1, 2]);
    expect(judge.end()).toMatchObject({ rooms: 2, strange: 1, misnamed: '', remarks: [] });
  });
});
