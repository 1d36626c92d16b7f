import { describe, expect, it } from 'vitest';
import type { GeneratedLine } from '../../bench/judge/from-history.js';
import { examples, head, judgeLines, linesFor, textOf } from '../../bench/judge/logs.test.helper.js';
import {
  ann,
  bob,
  clauses,
  joined,
  joins,
  leaves,
  left,
  lost,
  shows,
  type Talk,
  together,
  told,
} from '../../bench/judge/talk.test.helper.js';

/** Bob is lost, the window of ten seconds passes, ann is told, and leaves. */
const meeting: Talk = [
  ...together,
  lost(5000, 'c2'),
  shows(15_500, 'c1', { sequence: 3, ...left(bob, 1001) }),
  ...leaves(20_000, 'c1', 1, 4),
];
const HOUR = 3_600_000;

/** Up to a line the clock is ahead. */
const setBack = (talk: Talk, line: number, byMs: number): Talk =>
  talk.map((one, place) => (place < line ? { ...one, at: (one.at ?? 0) + byMs } : one));

describe('a clock that goes back', () => {
  it.each([HOUR, 3000])('by %i ms is said, with its line and what to do, wherever it does', async (byMs) => {
    for (let line = 1; line < meeting.length; line += 1) {
      const talk = setBack(meeting, line, byMs);
      const gap = (talk[line - 1]?.at ?? 0) - (talk[line]?.at ?? 0);
      const said = await told(talk);
      expect(said.findings, `at line ${line + 2}`).toEqual([]);
      expect(said.report.exitCode).toBe(0);
      // Where more time has passed in between nobody can see it.
      if (gap <= 1000) continue;
      expect(said.report.remarks).toEqual([expect.stringContaining(`Line ${line + 2}: the clock goes back, from`)]);
      expect(said.report.remarks[0]).toContain('`slackMs`');
    }
  });

  it('twice, by an hour each time, is said twice', async () => {
    const { findings, report } = await told(setBack(setBack(meeting, 6, HOUR), 3, HOUR));
    expect(findings).toEqual([]);
    expect(report.remarks.map((remark) => remark.slice(0, 26))).toEqual(
      ['Line 5: the clock goes back', 'Line 8: the clock goes back'].map((one) => one.slice(0, 26)),
    );
  });

  it('by less than is allowed is no word worth, and accuses nobody of being early', async () => {
    const talk: Talk = [
      ...together,
      lost(5000, 'c2'),
      shows(10_000, 'c1', { heartbeat: {} }),
      shows(9100, 'c1', { heartbeat: {} }),
      shows(14_150, 'c1', { sequence: 3, ...left(bob, 1001) }),
    ];
    const said = await told(talk);
    expect(said.findings).toEqual([]);
    expect(said.report.remarks).toEqual([]);
  });

  it('still shows what has nothing to do with it', async () => {
    const wrong: Talk = [
      ...together,
      lost(5000, 'c2'),
      shows(15_500, 'c1', { sequence: 3, ...left(bob, 1001) }),
      ...leaves(20_000, 'c1', 1, 4, 1008),
    ];
    for (let line = 1; line < wrong.length; line += 1)
      expect((await told(setBack(wrong, line, HOUR))).findings.length, `at line ${line + 2}`).toBeGreaterThan(0);
  });

  it('leaves rooms alone that are opened later', async () => {
    const early: Talk = [
      joins(30_000, 'd1', ann, 'j-d1', 'green'),
      joined(30_001, 'd1', { ...ann, participationId: 'q1' }, [], 's9'),
      joins(30_100, 'd2', bob, 'j-d2', 'green'),
      joined(30_101, 'd2', { ...bob, participationId: 'q2' }, [{ ...ann, participationId: 'q1' }], 's9'),
      shows(30_101, 'd1', { sequence: 2, participantJoined: { participant: { ...bob, participationId: 'q2' } } }),
      lost(31_000, 'd2'),
      shows(32_000, 'd1', { sequence: 3, ...left({ ...bob, participationId: 'q2' }, 1001) }),
    ];
    const said = await told([...setBack(meeting, 6, HOUR), ...early]);
    expect(said.report.remarks).toHaveLength(1);
    expect(clauses(said)).toContain('connection.lost-in-time');
  });

  it('stamps what is found as it is written', async () => {
    const wrong = setBack([...together, ...leaves(20_000, 'c1', 1, 3, 1008)], 3, HOUR);
    const { findings } = await told(wrong);
    expect(findings.map(({ at }) => at)).toEqual([20_001]);
  });
});

describe('a clock that goes forward', () => {
  const beat = (at: number) => shows(at, 'c1', { heartbeat: {} });

  it('is said where Heartbeats show that it does', async () => {
    const talk: Talk = [
      ...together,
      beat(11_000),
      lost(12_000, 'c2'),
      shows(12_000 + HOUR + 10_500, 'c1', { sequence: 3, ...left(bob, 1001) }),
      beat(12_000 + HOUR + 11_000),
    ];
    const said = await told(talk);
    expect(said.findings).toEqual([]);
    expect(said.report.remarks).toEqual([expect.stringContaining('Line 9: nothing is logged from 12000 to 3622500')]);
  });

  it('is none where nobody was shown any: then somebody was told late', async () => {
    const talk: Talk = [
      ...together,
      lost(12_000, 'c2'),
      shows(12_000 + HOUR, 'c1', { sequence: 3, ...left(bob, 1001) }),
    ];
    expect(clauses(await told(talk))).toContain('connection.lost-in-time');
  });
});

describe('a log in another unit', () => {
  const scaled = (talk: Talk, by: number, begin: number): Talk =>
    talk.map((one) => ({ ...one, at: begin + (one.at ?? 0) * by }));

  it.each([
    ['seconds', 1e-3, 0],
    ['seconds', 1e-3, 1_700_000_000],
    ['microseconds', 1e3, 0],
    ['microseconds', 1e3, 1.7e15],
    ['nanoseconds', 1e6, 0],
    ['nanoseconds', 1e6, 1.7e18],
  ])('is said to be: %s, %d of a millisecond, from %d', async (name, by, begin) => {
    const later = meeting.map((one) => ({ ...one, at: (one.at ?? 0) + ((one.at ?? 0) < 5000 ? 0 : 20_000) }));
    // An answer takes some time: 40 ms.
    const slow = later.map((one) =>
      'fromServer' in one && (one.at ?? 0) < 3000 ? { ...one, at: (one.at ?? 0) + 40 } : one,
    );
    const { findings, report } = await told(scaled(slow, by, begin));
    expect(findings).toEqual([]);
    expect(report.exitCode).toBe(0);
    expect(report.remarks).toEqual([
      expect.stringMatching(new RegExp(`\`at\` looks like ${name}.* Write milliseconds\\.`)),
    ]);
  });

  it('still shows what has nothing to do with the clock', async () => {
    const wrong: Talk = [...together, ...leaves(20_000, 'c1', 1, 3, 1008)];
    for (const [by, begin] of [
      [1e-3, 1.7e9],
      [1e3, 1.7e15],
    ] as const)
      expect(clauses(await told(scaled(wrong, by, begin)))).toContain('reason.true');
  });

  it('is none where a server is early or late in milliseconds', async () => {
    for (const at of [5012, 60_000]) {
      const talk: Talk = [...together, lost(5000, 'c2'), shows(at, 'c1', { sequence: 3, ...left(bob, 1001) })];
      const said = await told(talk);
      expect(clauses(said)).toContain('connection.lost-in-time');
      expect(said.report.remarks).toEqual([]);
    }
  });
});

describe('the golden examples accuse nobody', () => {
  const spoilt = async (name: string, lines: readonly GeneratedLine[]) =>
    expect((await judgeLines([head, ...textOf(lines)])).findings, name).toEqual([]);

  it.each(examples)('$name, where a clock is set, jitters, or counts something else', async ({ history }) => {
    const lines = linesFor(history);
    for (let at = 1; at < lines.length; at += 2)
      for (const byMs of [HOUR, 3000, 500])
        await spoilt(
          `${byMs} ms at ${at}`,
          lines.map((line, place) => (place < at ? { ...line, at: line.at + byMs } : line)),
        );
    await spoilt(
      'jitter',
      lines.map((line, place) => ({ ...line, at: line.at + (place % 3) * 15 })),
    );
    for (const by of [1e-3, 1e3, 1e6])
      await spoilt(
        `times ${by}`,
        lines.map((line) => ({ ...line, at: line.at * by })),
      );
  });
});
