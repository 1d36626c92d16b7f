/** What is remembered of the clocks, and what is said of them. */
import { describe, expect, it } from 'vitest';
import { entryOf, shows } from '../../bench/judge/talk.test.helper.js';
import { LineNumbers } from '../read/line-numbers.js';
import { Clock, type ClockJump } from './clock.js';
import { Timing } from './timing.js';

const beat = (at: number) => entryOf(shows(at, 'c1', { heartbeat: {} }));
const clockAt = (...stamps: readonly number[]): Clock => {
  const clock = new Clock();
  for (const at of stamps) clock.read(beat(at));
  return clock;
};

function timing(names: readonly string[] = [''], clocks: readonly Clock[] = [clockAt(0)]) {
  const said: [string, string][] = [];
  const numbers = new LineNumbers(names);
  const made = new Timing(numbers, { add: (kind, sentence) => said.push([kind, sentence]) }, clocks);
  const note = (line: number, jump?: ClockJump, nudge = 0) => made.note(0, line, { jump, nudge });
  return { timing: made, said, note, numbers };
}

const back: ClockJump = { kind: 'back', before: 9_000, at: 2_000 };
const forward: ClockJump = { kind: 'forward', before: 2_000, at: 90_000, silent: 'c7' };
const anew: ClockJump = { kind: 'anew', before: 9_000, at: 0 };

describe('a clock that was set', () => {
  it.each([
    [back, 'the clock goes back', 'Line 5: the clock goes back, from 9000 to 2000. What depends on the clock was not'],
    [
      forward,
      'nothing is logged for long',
      'Line 5: nothing is logged from 2000 to 90000, not even a Heartbeat on connection "c7", which',
    ],
    [
      anew,
      'the clock goes back behind a head',
      'Line 5: behind a head the clock goes back, from 9000 to 0. Where this is the log of another node',
    ],
  ])('is said to be: %j', (jump, kind, sentence) => {
    const { said, note } = timing();
    note(5, jump);
    expect(said).toEqual([[kind, expect.stringContaining(sentence)]]);
  });

  it('makes what began before doubtful, and not what begins behind', () => {
    for (const jump of [back, forward, anew]) {
      const { timing: one, note } = timing();
      note(5, jump);
      expect([1, 4, 5, 6].map((line) => one.isDoubtful(line))).toEqual([true, true, false, false]);
      const isBack = jump === back;
      expect([4, 5].map((line) => one.isSetSince(line))).toEqual([isBack, false]);
      expect(one.backSince(4)).toEqual(isBack ? [{ line: 5, far: true }] : []);
      expect(one.backSince(5)).toEqual([]);
    }
  });

  it('tells nothing any more where it was set more than a hundred times', () => {
    const { timing: one, note, said } = timing();
    for (let line = 1; line <= 100; line += 1) note(line, forward);
    expect([one.isDoubtful(100), one.isSetSince(0)]).toEqual([false, false]);
    note(101, forward);
    expect([one.isDoubtful(500), one.isSetSince(500)]).toEqual([true, true]);
    expect(said).toHaveLength(101);
  });

  it('is no doubt where nothing was noted', () => {
    const { timing: one, note, said } = timing();
    note(3);
    expect([one.isDoubtful(0), one.isSetSince(0), one.backSince(0), one.nudgedSince(0), said]).toEqual([
      false,
      false,
      [],
      0,
      [],
    ]);
  });
});

describe('a clock that goes back a little', () => {
  it('is summed up from a line on', () => {
    const { timing: one, note, said } = timing();
    note(3, undefined, 200);
    note(7, undefined, 50);
    expect([2, 3, 6, 7].map((line) => one.nudgedSince(line))).toEqual([250, 50, 50, 0]);
    expect(one.backSince(3)).toEqual([{ line: 7, far: false }]);
    expect(one.isDoubtful(0)).toBe(false);
    expect(said).toEqual([]);
  });

  it('is forgotten where it did so a thousand times since, and not before', () => {
    const { timing: one, note } = timing();
    for (let line = 1; line <= 1_000; line += 1) note(line, undefined, 1);
    expect(one.nudgedSince(0)).toBe(1_000);
    note(1_001, undefined, 1);
    expect(one.nudgedSince(0)).toBe(501);
  });
});

describe('a time in which nothing was logged', () => {
  it('may hide that the clock was set back by three seconds', () => {
    const { timing: one } = timing();
    one.noteQuiet(5);
    const between = [
      [1, 4],
      [4, 5],
      [1, 9],
      [5, 9],
    ].map(([from = 0, to = 0]) => one.unseenBetween(from, to));
    expect(between).toEqual([0, 3_000, 3_000, 0]);
  });

  it('is forgotten where there were a thousand since, and not before', () => {
    const { timing: one } = timing();
    for (let line = 1; line <= 1_000; line += 1) one.noteQuiet(line);
    expect(one.unseenBetween(0, 1)).toBe(3_000);
    expect(one.unseenBetween(1_000, 1_001)).toBe(0);
    one.noteQuiet(1_001);
    expect([one.unseenBetween(0, 500), one.unseenBetween(500, 501)]).toEqual([0, 3_000]);
  });
});

describe('a stamp as it stands in the log', () => {
  it('is what it was before the clocks were corrected, each by its own log', () => {
    const [a, b] = [clockAt(9_000, 2_000), clockAt(5_000, 4_000, 1_000)];
    const { timing: one, numbers } = timing(['a', 'b'], [a, b]);
    for (const log of [0, 1, 0, 1, 0]) numbers.next(log);
    one.note(0, 3, { jump: back, nudge: 0 });
    one.note(1, 4, { jump: back, nudge: 0 });
    expect([a.offset, b.offset]).toEqual([7_000, 4_000]);
    expect([1, 2, 3, 4, 5].map((line) => one.written(10_000, line))).toEqual([10_000, 10_000, 3_000, 6_000, 3_000]);
  });

  it('is the same where nothing says how a clock was corrected', () => {
    const { timing: one, note } = timing([''], []);
    note(3, back);
    note(4, forward);
    expect(one.written(10_000, 9)).toBe(10_000);
  });
});

describe('what the clocks count', () => {
  it('is milliseconds where there is none', () => {
    const { timing: one, said } = timing([''], []);
    one.sayUnit();
    expect([one.unit, one.otherUnits, said]).toEqual([1, [], []]);
  });

  it('is what that of the first log counts, and is said once', () => {
    const { timing: one, said } = timing(['a', 'b'], [clockAt(1.7e15), clockAt(5)]);
    expect([one.unit, one.otherUnits, one.isDoubtful(9)]).toEqual([1e-3, [], true]);
    one.sayUnit();
    one.sayUnit();
    expect(said).toEqual([
      [
        'what a clock counts',
        '`at` looks like microseconds, for the log begins at 1700000000000000. Write milliseconds. What depends on the clock was not judged.',
      ],
    ]);
  });

  it('may be something else', () => {
    expect(timing().timing.otherUnits).toEqual([1_000]);
  });
});

it('what is right by another clock is said, with its line', () => {
  const { timing: one, said } = timing();
  one.sayUnseen(3);
  one.sayOther(1_000, 4);
  one.sayApart(5);
  expect(said).toEqual([
    [
      'what is right where the clock was set back a little',
      expect.stringContaining('Line 3: this is early by the clock of the log, and right if that was set back a little'),
    ],
    [
      'what a clock counts',
      'Line 4: `at` looks like seconds, for by the clock alone this would be wrong in milliseconds, and right in seconds. Write milliseconds. What depends on the clock was not judged.',
    ],
    [
      'what depends on the clocks of two logs',
      expect.stringContaining(
        'Line 5: this would be wrong, and is right if the clocks of these logs are a little apart',
      ),
    ],
  ]);
});
