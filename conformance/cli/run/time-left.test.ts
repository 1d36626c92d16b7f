import { fc, test as fcTest } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import {
  finishedAs,
  forecastFor,
  planned,
  progressed,
  shrinks,
  started,
  stateAfter,
} from './run-events.test.helper.js';
import { leftInWords, timeLeft } from './time-left.js';

const ten = Array.from({ length: 10 }, (_, index) => forecastFor(`c${index}`));
const SECOND = 1_000;

test('is the forecast at the start, and what is left of it in a run that keeps to it', () => {
  const begun = [
    [0, planned(ten)],
    [0, started('c0')],
  ] as const;
  expect(timeLeft(stateAfter(...begun), 0)).toBe(10 * SECOND);
  const half = stateAfter(...begun, [500, progressed('c0', 10)]);
  expect(timeLeft(half, 500)).toBe(9_500);
});

test('learns the pace of the run, from each scenario that is over', () => {
  const slow = ten.slice(0, 4).map(({ id }, index) => [(index + 1) * 3 * SECOND, finishedAs(id, 'pass')] as const);
  const left = timeLeft(stateAfter([0, planned(ten)], ...slow), 12 * SECOND) ?? 0;
  // Three times as slow as planned: 6 cases are 18 s. The forecast keeps a little weight.
  expect(left).toBeGreaterThan(12 * SECOND);
  expect(left).toBeLessThan(18 * SECOND);
});

test('does not take the shrinking of one failure for the pace of all', () => {
  const state = stateAfter(
    [0, planned(ten)],
    [SECOND, shrinks('c0', 'end.host')],
    [21 * SECOND, finishedAs('c0', 'fail')],
  );
  expect(timeLeft(state, 21 * SECOND)).toBe(9 * SECOND);
});

test('waits go by with the clock, once for all who wait side by side', () => {
  const waiting = [
    forecastFor('w1', { sideBySide: true, aboutMs: 5_000 }),
    forecastFor('w2', { sideBySide: true, aboutMs: 30_000 }),
  ];
  const begun = stateAfter([0, planned([...waiting, forecastFor('c')])], [0, started('w1')], [0, started('w2')]);
  expect(timeLeft(begun, 0)).toBe(31_000);
  expect(timeLeft(begun, 10_000)).toBe(21_000);
  expect(timeLeft(begun, 40_000)).toBe(1_000);
  const over = [
    [30_000, progressed('w1', 20)],
    [32_000, progressed('w2', 20)],
  ] as const;
  const after = stateAfter(
    [0, planned([...waiting, forecastFor('c')])],
    [0, started('w1')],
    [0, started('w2')],
    ...over,
  );
  expect(timeLeft(after, 32_000)).toBe(1_000);
});

test('says nothing before it knows anything', () => {
  const unknown = ten.map((one) => ({ ...one, aboutMs: 0 }));
  expect(timeLeft(stateAfter([0, planned(unknown)], [0, started('c0')]), 100)).toBeUndefined();
  expect(timeLeft(stateAfter([0, planned(unknown)], [4_000, finishedAs('c0', 'pass')]), 4_000)).toBe(36_000);
});

test.each([
  [undefined, ''],
  [0, 'a moment left'],
  [999, 'a moment left'],
  [1_000, '1 s left'],
  [8_001, '9 s left'],
  [10_001, '15 s left'],
  [90_000, '90 s left'],
  [118_000, '2 min left'],
  [600_000, '10 min left'],
])('%j ms are "%s"', (ms, words) => {
  expect(leftInWords(ms)).toBe(words);
});

const kinds = fc.constantFrom('started', 'progress', 'shrinking', 'finished');
fcTest.prop([
  fc.array(fc.tuple(fc.nat(9), kinds, fc.nat(40), fc.nat(5_000))),
  fc.array(fc.tuple(fc.nat(3_000), fc.boolean()), { minLength: 10, maxLength: 10 }),
  fc.nat(100_000),
])('is never negative, and never beyond counting', (happened, forecast, later) => {
  let at = 0;
  const events = happened.map(([index, kind, done, after]) => {
    at += after;
    const id = `c${index}`;
    if (kind === 'started') return [at, started(id)] as const;
    if (kind === 'progress') return [at, progressed(id, done)] as const;
    return [at, kind === 'shrinking' ? shrinks(id, 'end.host') : finishedAs(id, 'pass')] as const;
  });
  const cases = forecast.map(([aboutMs, sideBySide], index) => forecastFor(`c${index}`, { aboutMs, sideBySide }));
  const left = timeLeft(stateAfter([0, planned(cases)], ...events), at + later);
  expect(left ?? 0).toBeGreaterThanOrEqual(0);
  expect(Number.isFinite(left ?? 0)).toBe(true);
});
