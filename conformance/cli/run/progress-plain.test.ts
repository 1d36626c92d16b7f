import { expect, test } from 'vitest';
import { planText } from './progress-plain.js';

const plan = { cases: 64, scenarios: 1_290, aboutMs: 25_200, timed: 0, windowMs: 0, timeoutMs: 0 };

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
