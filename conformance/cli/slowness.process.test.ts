import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { measureSlowness } from './slowness.test.helper.js';

test('a bound is never less than what it spares, and follows the machine', async () => {
  const slowness = measureSlowness();
  expect(slowness.within(2, 1.5)).toBe(3_000);
  await delay(1_000);
  expect(slowness.within(2, 1.5)).toBeGreaterThanOrEqual(3_000);
  slowness.stop();
});
