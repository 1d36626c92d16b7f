import { describe, expect, it } from 'vitest';
import { LineNumbers } from './line-numbers.js';

describe('the lines of one log', () => {
  const numbers = new LineNumbers(['only.jsonl']);

  it('are counted from 1, and bear no file', () => {
    expect([numbers.several, numbers.count, numbers.next(0), numbers.next(0), numbers.count]).toEqual([
      false,
      0,
      1,
      2,
      2,
    ]);
    expect([numbers.locate(2), numbers.name(2), numbers.logOf(2)]).toEqual([{ line: 2 }, 'line 2', 0]);
  });
});

describe('the lines of several logs', () => {
  /** Two of the first log, one of the third, one of the second, and so on. */
  const turns = [0, 2, 1, 0];

  it.each([0, 1, 7, 65_535, 65_536, 65_537, 200_003])('stand in their own files, after %i others', (before) => {
    const numbers = new LineNumbers(['a', 'b', 'c']);
    const own = [0, 0, 0];
    const places = Array.from({ length: before + 4 }, (_, index) => {
      const log = turns[index % 4] ?? 0;
      own[log] = (own[log] ?? 0) + 1;
      expect(numbers.next(log)).toBe(index + 1);
      return { log, file: 'abc'[log], line: own[log] };
    });
    expect([numbers.several, numbers.count]).toEqual([true, before + 4]);
    for (const number of [1, 2, 3, 4, before + 1, before + 2, before + 3, before + 4]) {
      const { log, file, line } = places[number - 1] ?? {};
      expect([numbers.locate(number), numbers.logOf(number)]).toEqual([{ file, line }, log]);
      expect(numbers.name(number)).toBe(`${file}:${line}`);
    }
  });

  it('stand in the first one where there is no such line', () => {
    const numbers = new LineNumbers(['a', 'b']);
    expect([numbers.logOf(1_000_000), numbers.locate(1).file]).toEqual([0, 'a']);
  });
});
