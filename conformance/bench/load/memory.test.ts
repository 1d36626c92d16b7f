import { describe, expect, test } from 'vitest';
import { flatness, MOST_HEAP, slope } from './memory.js';

const rising = (perSecond: number) => Array.from({ length: 100 }, (_, at) => ({ at, rss: 100 + perSecond * at }));

describe('the line through samples', () => {
  test('rises as they do', () => expect(slope(rising(0.25))).toBeCloseTo(0.25));
  test('is level where they go up and down', () => {
    const wave = [100, 120, 100, 120, 100].map((rss, at) => ({ at, rss }));
    expect(slope(wave)).toBeCloseTo(0);
  });
  test('of one sample is level', () => expect(slope([{ at: 3, rss: 7 }])).toBe(0));
});

describe('memory', () => {
  test('that stays is flat', () => expect(flatness(rising(0), [10, 10]).wrong).toEqual([]));
  test('that rises by a megabyte a second is not', () => expect(flatness(rising(1), [10, 10]).wrong).toHaveLength(1));
  test('is not flat when the heap has grown, though the process has not', () =>
    expect(flatness(rising(0), [10, 11 + MOST_HEAP]).wrong).toHaveLength(1));
  test('that was not sampled is not called flat', () => expect(flatness([], [10, 10]).wrong).toHaveLength(1));
});
