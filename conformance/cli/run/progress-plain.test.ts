import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { plain } from '../../report/palette.js';
import type { RunEvent } from '../../runner/options.js';
import { plainProgress, planText } from './progress-plain.js';
import { finishedAs, forecastFor, planned } from './run-events.test.helper.js';

const plan = { cases: 64, scenarios: 1_290, aboutMs: 25_200, timed: 0, windowMs: 0, timeoutMs: 0, forecast: [] };

test('says how much there is to do, and for about how long', () => {
  expect(planText(plan)).toBe('64 cases, 1,290 scenarios, about 25 s without shrinking failures');
  expect(planText({ ...plan, cases: 1, scenarios: 1, aboutMs: 3 })).toBe(
    '1 case, 1 scenario, about 1 s without shrinking failures',
  );
  expect(planText({ ...plan, aboutMs: 300_000 })).toBe(
    '64 cases, 1,290 scenarios, about 5 min without shrinking failures',
  );
});

test('says what is waited for, and how to do without', () => {
  expect(planText({ ...plan, timed: 2, windowMs: 300 })).toBe(
    '64 cases, 1,290 scenarios, about 25 s without shrinking failures; 2 timed cases wait for the announced window of 300 ms, side by side (--fast leaves them out)',
  );
  expect(planText({ ...plan, timed: 2, windowMs: 30_000, timeoutMs: 1_500 })).toContain(
    'wait for the announced window of 30 s and the heartbeat timeout of 1.5 s, side by side',
  );
  expect(planText({ ...plan, timed: 1, windowMs: 300 })).toContain('; 1 timed case waits for the announced window');
});

const textOf = async (events: readonly RunEvent[]): Promise<string[]> => {
  const output = new PassThrough();
  const progress = plainProgress(output, plain);
  for (const event of events) progress.onEvent(event);
  await progress.end();
  await progress.end();
  output.end();
  return (await text(output)).trimEnd().split('\n');
};

test('a run of few cases has a line for each', async () => {
  const events = [
    planned([forecastFor('a'), forecastFor('b')]),
    finishedAs('a', 'pass'),
    finishedAs('b', 'skip', 'why'),
  ];
  expect(await textOf(events)).toEqual([
    expect.stringContaining('2 cases, 40 scenarios'),
    '✓ a      100 checks       50 steps',
    '○ b  skipped: why',
  ]);
});

test('a run of many cases has few lines: what did not pass, ten times how far it is, and why something was left out', async () => {
  const ids = Array.from({ length: 80 }, (_, index) => `c${index}`);
  const results = ids.map((id, index) => {
    if (index === 7) return finishedAs(id, 'fail', '', ['end.host']);
    return index > 70 ? finishedAs(id, 'skip', index > 75 ? 'no window' : 'no tokens') : finishedAs(id, 'pass');
  });
  const lines = await textOf([planned(ids.slice(0, 71).map((id) => forecastFor(id))), ...results]);
  expect(lines).toContain('✗ c7       100 checks       50 steps  fail · end.host');
  expect(lines.filter((line) => /of 71 cases, 1 failed/.test(line))).toHaveLength(10);
  expect(lines.slice(-2)).toEqual([
    '○ 5 cases skipped: no tokens (c71, c72, c73, ...)',
    '○ 4 cases skipped: no window (c76, c77, c78, ...)',
  ]);
  expect(lines).toHaveLength(14);
});

test('what is left out before the first case is over says nothing of how far the run is', async () => {
  const skips = Array.from({ length: 100 }, (_, index) => finishedAs(`s${index}`, 'skip', 'not declared'));
  const forecast = Array.from({ length: 20 }, (_, index) => forecastFor(`c${index}`));
  const lines = await textOf([planned(forecast), ...skips, finishedAs('c0', 'pass'), finishedAs('c1', 'pass')]);
  expect(lines.filter((line) => line.includes('of 20 cases'))).toEqual([expect.stringMatching(/^2 of 20 cases/)]);
});
