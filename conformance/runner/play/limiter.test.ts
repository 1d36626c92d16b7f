import { expect, it } from 'vitest';
import { type Crowd, Floor } from './limiter.js';

/** Worlds that end when they are told to, and the most that were ever open beside each of them. */
function worlds() {
  const floor = new Floor();
  const open = new Map<string, () => void>();
  const enter = (name: string, crowd: Crowd) =>
    floor.within(crowd, () => new Promise<void>((end) => open.set(name, end)));
  const end = async (name: string) => {
    open.get(name)?.();
    open.delete(name);
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  };
  return { floor, enter, end, names: () => [...open.keys()].join(' ') };
}

it('lets many in at once', () => {
  const { enter, names } = worlds();
  for (let world = 1; world <= 20; world += 1) void enter(`${world}`, 'many');
  expect(names().split(' ')).toHaveLength(20);
});

it('has whoever is played alone wait for the others, and the others for him', async () => {
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

it('has fewer open after one that was jostled, and more again when all goes well', async () => {
  const { floor, enter, end, names } = worlds();
  for (let world = 1; world <= 4; world += 1) void enter(`${world}`, 'many');
  await end('4');
  floor.jostled();
  void enter('5', 'many');
  expect(names()).toBe('1 2 3');
  for (let time = 0; time < 4; time += 1) floor.fair();
  await end('');
  expect(names()).toBe('1 2 3 5');
});

it('has two open, however often they are jostled', () => {
  const { floor, enter, names } = worlds();
  for (let time = 0; time < 50; time += 1) floor.jostled();
  for (let world = 1; world <= 4; world += 1) void enter(`${world}`, 'many');
  expect(names()).toBe('1 2');
});

it('makes room again after work that fails', async () => {
  const floor = new Floor();
  await expect(floor.within('alone', () => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
  expect(await floor.within('alone', async () => 'in')).toBe('in');
});
