import { describe, expect, it } from 'vitest';
import { compare } from './compare.js';
import type { MadeLog } from './generate.js';
import type { Judged } from './run-judge.js';

const made: MadeLog = {
  lines: 100,
  observations: 70,
  planted: [{ clause: 'departure.once', room: 'r1', line: 42 }],
};
const finding = {
  clause: 'departure.once',
  line: 42,
  at: 1,
  rooms: ['r1'],
  allowed: '',
  seen: 'twice',
  also: [],
} as const;
const summary: Judged['summary'] = {
  lines: 100,
  observations: 70,
  rooms: 1,
  pieces: 1,
  streams: 0,
  strange: 0,
  findings: 1,
  remarks: [],
  clauses: [],
  checks: new Map([['departure.once', 3]]),
  partly: new Map(),
  broken: [{ clause: 'departure.once', times: 1, first: [finding] }],
  spec: '1.0',
  suite: '0.0.0',
  date: '2026-01-31',
  trouble: '',
  time: { total: 1000, reading: 100, parsing: 100, decoding: 200 },
  peakBytes: 1,
  exitCode: 1,
};
/** Forty seconds, in which memory grows by so many megabytes. */
const samples = (growth: number) =>
  Array.from({ length: 80 }, (_, at) => ({ at: at / 2, rss: 100 + (growth * at) / 80 }));
const judged = (change: Partial<Judged> = {}): Judged => ({
  code: 1,
  findings: [finding],
  summary,
  samples: samples(0),
  ...change,
});

describe('what was planted, and what was found', () => {
  it('is right where both are the same', () => {
    const { wrong, lines } = compare(made, judged());
    expect(wrong).toEqual([]);
    expect(lines.join('\n')).toContain('100 events/s; reading and parsing the same lines 250/s: ratio 0.40');
  });

  it.each([
    ['nothing is found', { findings: [], code: 0 }, 'departure.once in line 42 (room r1) was not found'],
    [
      'it is found elsewhere',
      { findings: [{ ...finding, line: 43 }] },
      'departure.once in line 43 was not planted: twice',
    ],
    [
      'more is found',
      { findings: [finding, { ...finding, clause: 'close.code' }] },
      'close.code in line 42 was not planted: twice',
    ],
    ['lines are missing', { summary: { ...summary, lines: 99 } }, '99 of 100 lines were read'],
    ['observations are missing', { summary: { ...summary, observations: 69 } }, '69 observations were seen'],
    ['memory grows', { samples: samples(200) }, 'memory rises by 157.5 MB'],
    ['the judge fails', { code: 3 }, 'exit code 3'],
  ] as const)('is wrong where %s', (_, change, sentence) => {
    expect(compare(made, judged(change as Partial<Judged>)).wrong.join('\n')).toContain(sentence);
  });
});
