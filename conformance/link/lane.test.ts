import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Lane } from './lane.js';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

function lane() {
  const passed: string[] = [];
  const one = new Lane();
  return { one, passed, take: (...names: string[]) => names.map((name) => one.take(() => passed.push(name))) };
}

test('what nothing holds passes at once', () => {
  const { passed, take } = lane();
  take('a', 'b');
  expect(passed).toEqual(['a', 'b']);
});

test('what is slowed down passes later, in order, whatever comes after it is told', () => {
  const { one, passed, take } = lane();
  one.delay(20);
  take('a');
  one.delay(0);
  take('b');
  expect(passed).toEqual([]);
  vi.advanceTimersByTime(19);
  expect(passed).toEqual([]);
  vi.advanceTimersByTime(2);
  expect(passed).toEqual(['a', 'b']);
});

test('what is frozen passes when it is healed, what was under way included', () => {
  const { one, passed, take } = lane();
  one.delay(20);
  take('a');
  one.freeze();
  take('b');
  vi.advanceTimersByTime(60_000);
  expect(passed).toEqual([]);
  one.heal();
  expect(passed).toEqual(['a', 'b']);
});

test('what passes may freeze what is behind it', () => {
  const { one, passed, take } = lane();
  one.freeze();
  one.take(() => one.freeze());
  take('a');
  one.heal();
  expect(passed).toEqual([]);
});

test('what is discarded never passes', () => {
  const { one, passed, take } = lane();
  one.delay(20);
  take('a');
  one.discard();
  vi.advanceTimersByTime(100);
  expect(passed).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});
