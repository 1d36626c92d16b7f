/** Whom a kick hits can be said: no join of its nickname is under way beside it. */
import { expect, test } from 'vitest';
import { nicknameQueue, type TakeTurn } from './turns.js';

/** Something that is under way until it is ended. */
function task(turns: TakeTurn, kind: 'join' | 'remove', nick: string) {
  const task = { begun: false, end: () => {}, over: Promise.resolve() };
  task.over = turns(kind, nick, () => {
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
