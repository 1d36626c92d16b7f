import { fc, test as fcTest } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { width } from '../../report/text.js';
import type { RunEvent } from '../../runner/options.js';
import { frameOf, progressText } from './live-frame.js';
import {
  finishedAs,
  forecastFor,
  planned,
  progressed,
  shrinks,
  started,
  stateAfter,
} from './run-events.test.helper.js';

type State = Parameters<typeof frameOf>[0];
const show = (state: State, rows: number, columns: number, now = 4_000): string[] =>
  frameOf(state, now, { rows, columns }).map((line) => line.map(({ text }) => text).join(''));

const ids = ['leave', 'end', 'remove', 'rejoin'].map((name) => `server/${name}`);
const middle = stateAfter(
  [
    0,
    planned(
      ids.map((id) => forecastFor(id)),
      (id) => `what ${id} is about`,
    ),
  ],
  [0, started('server/leave')],
  [1_000, finishedAs('server/leave', 'pass')],
  [1_000, started('server/end')],
  [2_000, finishedAs('server/end', 'fail', '', ['end.host', 'reason.agree'])],
  [2_000, started('server/remove')],
  [2_500, progressed('server/remove', 10)],
);

test('shows what runs now, what is broken and how far the run is', () => {
  expect(show(middle, 24, 60, 2_500)).toEqual([
    '',
    '▸ server/remove  10 of 20    what server/remove is about',
    'broken: end.host, reason.agree',
    '2 of 4 cases, 1 failed, 2 s left',
  ]);
});

test('shows less and less in a smaller window, and the sum of it to the last', () => {
  expect(show(middle, 5, 20, 2_500)).toEqual(['▸ server/remove  10…', 'broken: 2 clauses', '2/4, 1 failed']);
  expect(show(middle, 3, 60, 2_500)).toHaveLength(2);
  expect(show(middle, 2, 60, 2_500)).toEqual(['2 of 4 cases, 1 failed, 2 s left']);
  expect(show(middle, 1, 60, 2_500)).toEqual([]);
  expect(show(middle, 24, 1, 2_500).at(-1)).toBe('…');
});

test('a failure that is shrunk keeps all clauses that it has shown so far, and goes before what merely runs', () => {
  const many = Array.from({ length: 30 }, (_, index) => forecastFor(`server/case-${index}`, { sideBySide: true }));
  const state = stateAfter(
    [0, planned(many)],
    ...many.map(({ id }) => [0, started(id)] as const),
    [100, shrinks('server/case-29', 'departure.once')],
    [200, shrinks('server/case-29', 'join.no-past')],
  );
  const lines = show(state, 24, 80, 300);
  expect(lines.length).toBeLessThanOrEqual(12);
  expect(lines.slice(1, 3)).toEqual([
    '✗ server/case-29  join.no-past broken, shrinking',
    '▸ server/case-0   0 of 20     ',
  ]);
  expect(lines.slice(-3)).toEqual([
    '  and 23 more',
    'broken: departure.once, join.no-past',
    expect.stringMatching(/^0 of 30 cases, /),
  ]);
});

test('names as many clauses as fit, and counts the others', () => {
  const clauses = ['departure.once', 'departure.named', 'reason.agree', 'reason.true', 'end.host'];
  const state = stateAfter([0, planned([forecastFor('a')])], [1, finishedAs('a', 'fail', '', clauses)]);
  expect(show(state, 24, 60)).toContain('broken: departure.once, departure.named and 3 more');
  expect(show(state, 24, 200)).toContain(`broken: ${clauses.join(', ')}`);
});

test('counts neither what is skipped nor what was not run, and promises nothing while the last failure is shrunk', () => {
  const state = stateAfter(
    [0, planned([forecastFor('a'), forecastFor('b', { runs: 0, aboutMs: 0 }), forecastFor('c')])],
    [1_000, finishedAs('a', 'inconclusive', 'why')],
    [1_000, finishedAs('b', 'skip', 'no window')],
    [1_000, started('c')],
    [2_000, progressed('c', 20)],
    [2_000, shrinks('c', 'end.host')],
  );
  expect(progressText(state, 30_000)).toBe('1 of 2 cases, 1 undecided, shrinking');
  const over = stateAfter([0, planned([forecastFor('a')])], [1_000, finishedAs('a', 'pass')]);
  expect(progressText(over, 1_000)).toBe('1 of 1 case');
});

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.constantFrom(
    'server/leave',
    '会議/退出する人がいる',
    '👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧',
    'a\tb\nc\u001b[2Jd',
    '\u0301\u0301',
    '한국어',
  ),
);
const runs: fc.Arbitrary<State> = fc
  .tuple(
    fc.uniqueArray(text, { minLength: 1, maxLength: 30 }),
    fc.array(fc.tuple(fc.nat(29), fc.constantFrom('started', 'progress', 'shrinking', 'pass', 'fail', 'skip'), text)),
  )
  .map(([names, happened]) => {
    const forecast = names.map((id, index) => forecastFor(id, { sideBySide: index % 3 === 0 }));
    const events = happened.map(([index, kind, words], at): readonly [number, RunEvent] => {
      const id = names[index % names.length] ?? '';
      if (kind === 'started') return [at, started(id)];
      if (kind === 'progress') return [at, progressed(id, index)];
      if (kind === 'shrinking') return [at, shrinks(id, words)];
      return [at, finishedAs(id, kind as 'pass', words, kind === 'fail' ? [words] : [])];
    });
    return stateAfter([0, planned(forecast, (id) => `${id} 会議 ${id}`)], ...events);
  });

fcTest.prop([runs, fc.integer({ min: -1, max: 60 }), fc.integer({ min: -1, max: 220 }), fc.nat(1_000_000)])(
  'never fills more rows or columns than the window has, and leaves a row to the cursor',
  (state, rows, columns, now) => {
    const lines = show(state, rows, columns, now);
    expect(lines.length).toBeLessThanOrEqual(Math.max(0, rows - 1));
    for (const line of lines) {
      expect(width(line)).toBeLessThanOrEqual(columns);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: none of them may reach the terminal
      expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
    }
  },
);
