import { expect, test } from 'vitest';
import { unlessAborted } from './unless-aborted.js';

const never = () => new Promise<number>(() => {});

test('what is under way is not waited for any more', async () => {
  const controller = new AbortController();
  const result = unlessAborted(never, controller.signal);
  controller.abort();
  expect(await result).toBeUndefined();
});

test('nothing is begun after it', async () => {
  expect(await unlessAborted(() => Promise.reject(new Error('begun')), AbortSignal.abort())).toBeUndefined();
});

test('what comes of it until then is passed on', async () => {
  const { signal } = new AbortController();
  expect(await unlessAborted(async () => 3, signal)).toBe(3);
  expect(await unlessAborted(async () => 3, undefined)).toBe(3);
  await expect(unlessAborted(() => Promise.reject(new Error('no')), signal)).rejects.toThrow('no');
});
