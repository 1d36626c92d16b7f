import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { join } from '../../exchange/scenario.js';
import { Recorder } from './recorder.js';

const record = { kind: 'sent', seat: 'ann', connection: 1, action: join('ann') } as const;
/** Far longer than a timer that overflows takes, in milliseconds. */
const A_WHILE_MS = 50;

describe('waiting until something has been recorded', () => {
  test.each([Number.POSITIVE_INFINITY, 2 ** 31, 2 ** 40])('for at most %d ms is not over at once', async (ms) => {
    const recorder = new Recorder();
    const waiting = recorder.until(() => recorder.records.length > 0, ms);
    expect(await Promise.race([waiting, delay(A_WHILE_MS, 'still waiting')])).toBe('still waiting');
    recorder.report({ ...record });
    expect(await waiting).toBe(true);
  });

  test('is over when its time is', async () => {
    expect(await new Recorder().until(() => false, 1)).toBe(false);
  });
});

test('tells its listener of each record, once it is there', () => {
  const counts: number[] = [];
  const recorder: Recorder = new Recorder(() => counts.push(recorder.records.length));
  recorder.report({ ...record });
  recorder.report({ ...record });
  expect(counts).toEqual([1, 2]);
});
