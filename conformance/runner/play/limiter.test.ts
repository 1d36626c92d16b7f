import { expect, it } from 'vitest';
import { type Crowding, newLimiter } from './limiter.js';

/** Worlds that end when they are told to, and the most that were ever open beside each of them. */
function worlds() {
  const limiter = newLimiter();
  const open = new Map<string, () => void>();
  const enter = (name: string, crowd: Crowding) =>
    limiter.within(crowd, () => new Promise<void>((end) => open.set(name, end)));
  const end = async (name: string) => {
    open.get(name)?.();
    open.delete(name);
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  };
  return { limiter, enter, end, names: () => [...open.keys()].join(' ') };
}

it('lets many in at once', () => {
  const { enter, names } = worlds();
  for (let world = 1; world <= 20; world += 1) void enter(`${world}`, 'many');
  expect(names().split(' ')).toHaveLength(20);
});

it('has a world that is played alone wait for the others, and the others for it', async () => {
  const { enter, end, names } = worlds();
  void enter('one', 'many');
  void enter('two', 'many');
  void enter('alone', 'alone');
  void enter('three', 'many');
  expect(names()).toBe('one two');
  await end('one');
  expect(names()).toBe('two');
  await end('two');
  expect(names()).toBe('alone');
  await end('alone');
  expect(names()).toBe('three');
});

it('has at most eight open where one is played among a few', async () => {
  const { enter, end, names } = worlds();
  void enter('few', 'few');
  for (let world = 1; world <= 9; world += 1) void enter(`${world}`, 'many');
  expect(names()).toBe('few 1 2 3 4 5 6 7');
  await end('3');
  expect(names()).toBe('few 1 2 4 5 6 7 8');
  await end('few');
  expect(names()).toBe('1 2 4 5 6 7 8 9');
});

it('has fewer open after one for which the suite was too slow, and more again when all goes well', async () => {
  const { limiter, enter, end, names } = worlds();
  for (let world = 1; world <= 4; world += 1) void enter(`${world}`, 'many');
  await end('4');
  limiter.backOff();
  void enter('5', 'many');
  expect(names()).toBe('1 2 3');
  for (let time = 0; time < 4; time += 1) limiter.recover();
  await end('');
  expect(names()).toBe('1 2 3 5');
});

it('has two open, however often the suite was too slow', () => {
  const { limiter, enter, names } = worlds();
  for (let time = 0; time < 50; time += 1) limiter.backOff();
  for (let world = 1; world <= 4; world += 1) void enter(`${world}`, 'many');
  expect(names()).toBe('1 2');
});

it('makes room again after work that fails', async () => {
  const limiter = newLimiter();
  await expect(limiter.within('alone', () => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
  expect(await limiter.within('alone', async () => 'in')).toBe('in');
});
