/** What is told of the violations of a log where nobody can keep all of them. */
import { describe, expect, it } from 'vitest';
import type { LogFinding } from '../exchange/log-report.js';
import { brokenTally } from './broken-tally.js';

const finding = (change: Partial<LogFinding> = {}): LogFinding => ({
  clause: 'departure.once',
  line: 1,
  at: 1_000,
  rooms: ['blue'],
  allowed: '',
  seen: '',
  also: [],
  ...change,
});

function tallyOf(findings: readonly LogFinding[], kept?: number) {
  const tally = brokenTally(kept);
  for (const one of findings) tally.add(one, () => ({ ...one, names: { p1: 'ann' } }));
  return tally.clauses();
}

describe('violations', () => {
  it('are counted by clause, the most frequent first', () => {
    const told = tallyOf([finding({ clause: 'close.code' }), finding(), finding()]);
    expect(told.map(({ clause, times }) => [clause, times])).toEqual([
      ['departure.once', 2],
      ['close.code', 1],
    ]);
  });

  it('have an earliest and a latest one, in whatever order they are found', () => {
    const [told] = tallyOf([
      finding({ at: 20, line: 2 }),
      finding({ at: 10, line: 1, file: 'b' }),
      finding({ at: 30, line: 3 }),
    ]);
    expect([told?.extent?.since, told?.extent?.until]).toEqual([
      { at: 10, line: 1, file: 'b' },
      { at: 30, line: 3 },
    ]);
  });

  it('are kept with the lines that show them, as many as are wanted', () => {
    const tally = brokenTally(1);
    const shown = () => finding({ names: { p1: 'ann' } });
    expect(tally.add(finding(), shown).names).toEqual({ p1: 'ann' });
    const more = () => {
      throw new Error('Nobody shows this one.');
    };
    expect(tally.add(finding(), more).names).toBeUndefined();
    expect(tally.clauses()[0]?.first).toEqual([shown()]);
  });

  it('are counted by room, the ten with most of them by name', () => {
    const many = Array.from({ length: 30 }, (_, at) => finding({ rooms: [`r${at}`, 'blue'] }));
    const [told] = tallyOf(many);
    expect(told?.extent?.rooms).toMatchObject({ number: 31, more: false });
    expect(told?.extent?.rooms.most).toHaveLength(10);
    expect(told?.extent?.rooms.most[0]).toEqual({ room: 'blue', times: 30 });
  });

  it('tell ten thousand rooms from one another, and that there are more', () => {
    const many = Array.from({ length: 10_001 }, (_, at) => finding({ rooms: [`r${at}`] }));
    expect(tallyOf(many.slice(1))[0]?.extent?.rooms).toMatchObject({ number: 10_000, more: false });
    expect(tallyOf([...many, finding({ rooms: ['r1'] })])[0]?.extent?.rooms).toMatchObject({
      number: 10_000,
      more: true,
      most: expect.arrayContaining([{ room: 'r1', times: 2 }]),
    });
  });
});
