import { expect, test } from 'vitest';
import { eventful } from './events.js';

async function all<Event>(events: AsyncIterable<Event>): Promise<Event[]> {
  const seen: Event[] = [];
  for await (const event of events) seen.push(event);
  return seen;
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

test('each iteration begins with the first event, whenever it begins, and ends with the work', async () => {
  const run = eventful<string, number>(async (emit) => {
    emit(1);
    await turn();
    emit(2);
    emit(3);
    await turn();
    return 'done';
  });
  const early = all(run);
  await turn();
  const late = all(run);
  expect(await run).toBe('done');
  expect([await early, await late, await all(run)]).toEqual([
    [1, 2, 3],
    [1, 2, 3],
    [1, 2, 3],
  ]);
});

test('an event in the last turn of the work is not lost', async () => {
  const run = eventful<void, string>(async (emit) => {
    await turn();
    emit('last');
  });
  expect(await all(run)).toEqual(['last']);
});

test('where the work fails, those who await and those who iterate get its error', async () => {
  const run = eventful<void, number>(async (emit) => {
    emit(1);
    throw new Error('no');
  });
  const seen: number[] = [];
  const iterating = (async () => {
    for await (const event of run) seen.push(event);
  })();
  await expect(iterating).rejects.toThrow('no');
  await expect(run).rejects.toThrow('no');
  expect(seen).toEqual([1]);
});
