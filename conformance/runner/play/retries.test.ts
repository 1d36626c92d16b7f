import { expect, it } from 'vitest';
import { newRetries, type Retries } from './limiter.js';

/** Takes works whose ends the test decides, and tells how many are open. */
function bench(retries: Retries) {
  const ends: ((good: boolean) => void)[] = [];
  let begun = 0;
  return {
    begun: () => begun,
    add: () =>
      retries.within(
        () => {
          begun += 1;
          return new Promise<boolean>((end) => ends.push(end));
        },
        (good) => good,
      ),
    end: async (good: boolean) => {
      ends.shift()?.(good);
      await new Promise(setImmediate);
    },
  };
}

it('one goes first, and while none goes well the others go one by one', async () => {
  const { add, begun, end } = bench(newRetries());
  for (let count = 0; count < 5; count += 1) void add();
  expect(begun()).toBe(1);
  await end(false);
  expect(begun()).toBe(2);
  await end(false);
  expect(begun()).toBe(3);
});

it('what goes well lets twice as many go at once, eight at most', async () => {
  const { add, begun, end } = bench(newRetries());
  for (let count = 0; count < 40; count += 1) void add();
  const open: number[] = [];
  for (let ended = 1; ended <= 10; ended += 1) {
    await end(true);
    open.push(begun() - ended);
  }
  expect(open).toEqual([2, 4, 8, 8, 8, 8, 8, 8, 8, 8]);
});

it('work that throws makes room as well', async () => {
  const retries = newRetries();
  const broken = retries.within(
    () => Promise.reject(new Error('broken')),
    () => true,
  );
  await expect(broken).rejects.toThrow('broken');
  await expect(
    retries.within(
      () => Promise.resolve(3),
      () => false,
    ),
  ).resolves.toBe(3);
});
