/** Whom a kick hits can be said: no join of its nickname is under way beside it. */
import { expect, test } from 'vitest';
import { nicknameQueue, seatOrder, type TakeTurn } from './turns.js';

/** Something that is under way until it is ended. */
function task(turns: TakeTurn, kind: 'join' | 'remove', nick: string) {
  const task = { begun: false, end: () => {}, over: Promise.resolve() };
  task.over = turns(kind, nick, async (clear) => {
    await clear;
    task.begun = true;
    return new Promise<void>((resolve) => {
      task.end = resolve;
    });
  });
  return task;
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('a join waits for an earlier kick of its nickname, and a kick for an earlier join', async () => {
  for (const [first, second] of [
    ['remove', 'join'],
    ['join', 'remove'],
  ] as const) {
    const turns = nicknameQueue();
    const [earlier, later] = [task(turns, first, 'bob'), task(turns, second, 'bob')];
    await turn();
    expect([earlier.begun, later.begun]).toEqual([true, false]);
    earlier.end();
    await turn();
    expect(later.begun).toBe(true);
  }
});

test('two kicks race each other, so do two joins, and other nicknames have nothing to do with it', async () => {
  const turns = nicknameQueue();
  const kicks = [task(turns, 'remove', 'bob'), task(turns, 'remove', 'bob'), task(turns, 'join', 'ann')];
  await turn();
  expect(kicks.map(({ begun }) => begun)).toEqual([true, true, true]);
});

test('what was refused or broke off stands in nobody’s way', async () => {
  const turns = nicknameQueue();
  await expect(turns('join', 'bob', () => Promise.reject(new Error('no account')))).rejects.toThrow('no account');
  const kick = task(turns, 'remove', 'bob');
  await turn();
  expect(kick.begun).toBe(true);
});

test('what one seat is to do is begun in order, and behind a first thing only when that is over', async () => {
  const inOrder = seatOrder();
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const under = (name: string) => () => {
    begun.push(name);
    return new Promise<void>((resolve) => ends.push(resolve));
  };
  let clear = (): void => {};
  const cleared = new Promise<void>((resolve) => {
    clear = resolve;
  });
  inOrder('ann', { first: true, begin: under('join') });
  inOrder('ann', { clear: cleared, begin: under('kick') });
  inOrder('ann', { begin: under('end') });
  inOrder('bob', { begin: under('sync') });
  await turn();
  expect(begun).toEqual(['join', 'sync']);
  ends[0]?.();
  await turn();
  expect(begun).toEqual(['join', 'sync']);
  clear();
  await turn();
  expect(begun).toEqual(['join', 'sync', 'kick', 'end']);
});

test('what cannot be begun, or fails, holds up nothing', async () => {
  const inOrder = seatOrder();
  const fails = () => {
    throw new Error('no room');
  };
  await expect(inOrder('ann', { begin: fails })).rejects.toThrow('no room');
  await expect(inOrder('ann', { first: true, begin: () => Promise.reject(new Error('no account')) })).rejects.toThrow();
  await expect(inOrder('ann', { begin: async () => 'done' })).resolves.toBe('done');
});
