/** The loop: exactly one answer to each command, in whatever order the calls end. */
import { expect, test } from 'vitest';
import { fromTestee, toTestee } from '../../exchange/codec.js';
import { type Action, join, leave, remove } from '../../exchange/scenario.js';
import type { Command as SuiteCommand } from '../../exchange/testee.js';
import { takeCommands } from './loop.js';
import type { Command, Message } from './messages.js';
import { orRefused, Refused, Unsupported } from './refused.js';
import { allBut, type Calls, type Tell, type World } from './testee.js';

const READY = { version: '1.0', name: 'ours', unsupported: allBut('join', 'leave') };

/** A testee with these calls, spoken to in the suite's own words. What it says is read by the suite's codec. */
function conversation(calls: Calls, more: Partial<World> = {}) {
  const said: Message[] = [];
  let tell: Tell = () => {};
  const world = (_: unknown, given: Tell) => {
    tell = given;
    return { calls, ...more };
  };
  const take = takeCommands({ ready: READY, world }, (message) => {
    fromTestee.fromJson(JSON.parse(JSON.stringify(message)));
    said.push(message);
  });
  let id = 0;
  const give = (command: SuiteCommand) => {
    id += 1;
    take(toTestee.toJson({ id, command }) as unknown as Command);
  };
  give({ kind: 'open', world: 'w', url: '', seats: [{ name: 'ann', participant: 'ann', role: 'host' }] });
  return {
    said,
    give,
    act: (action: Action) => give({ kind: 'act', world: 'w', action, accessToken: 'token' }),
    tell: (seat: string) => tell(seat, { roomLeft: {} }),
    /** The answers by their numbers, sorted. */
    answers: async () => {
      await new Promise((resolve) => setImmediate(resolve));
      return said.flatMap((message) => ('id' in message ? [message] : [])).sort((one, other) => one.id - other.id);
    },
  };
}

test('hello, open, settle, close and nonsense have their answers', async () => {
  const { give, answers } = conversation({});
  give({ kind: 'hello', version: '1.0' });
  give({ kind: 'settle', world: 'w' });
  give({ kind: 'close', world: 'w' });
  give({ kind: 'nonsense' });
  expect(await answers()).toEqual([
    { id: 1, done: {} },
    { id: 2, ready: READY },
    { id: 3, done: {} },
    { id: 4, done: {} },
    { id: 5, unsupported: {} },
  ]);
});

test('a call is answered by what becomes of it', async () => {
  const outcomes: Calls[keyof Calls][] = [
    () => 1,
    async () => {},
    () => Promise.reject(new Refused('it is locked', 'LOCKED')),
    () => orRefused(Promise.reject(new Error('no'))),
    () => orRefused(Promise.reject({ code: 7 }), (error) => `code ${(error as { code: number }).code}`),
    () => Promise.reject(new Unsupported('that name is taken')),
    () => Promise.reject(new Error('a slip')),
    () => {
      throw new Error('at once');
    },
  ];
  const { act, answers } = conversation({
    leave: (...given) => (outcomes.shift() as (..._: unknown[]) => unknown)(...given),
  });
  for (let left = outcomes.length; left > 0; left -= 1) act(leave('ann'));
  act(remove('ann', 'nobody'));
  expect((await answers()).slice(1)).toEqual([
    { id: 2, done: {} },
    { id: 3, done: {} },
    { id: 4, refused: { why: 'it is locked', native: 'LOCKED' } },
    { id: 5, refused: { why: 'Error: no' } },
    { id: 6, refused: { why: '[object Object]', native: 'code 7' } },
    { id: 7, unsupported: {} },
    { id: 8, broken: { why: 'Error: a slip' } },
    { id: 9, broken: { why: 'Error: at once' } },
    { id: 10, unsupported: {} },
  ]);
});

test('calls begin in the order in which they are asked for, with what the action holds', () => {
  const begun: unknown[] = [];
  const { act } = conversation({ join: (...given) => begun.push(given), leave: (...given) => begun.push(given) });
  act(join('ann', 'blue'));
  act(leave('ann'));
  expect(begun).toEqual([
    ['ann', { room: 'blue' }, 'token'],
    ['ann', {}, 'token'],
  ]);
});

test('a closed world answers what is under way, tells nothing more, and knows no call', async () => {
  let ends = (): void => {};
  const leaves = () =>
    new Promise<void>((resolve) => {
      ends = resolve;
    });
  const { act, give, tell, said, answers } = conversation({ leave: leaves });
  tell('ann');
  act(leave('ann'));
  give({ kind: 'close', world: 'w' });
  tell('ann');
  ends();
  act(leave('ann'));
  expect((await answers()).slice(1)).toEqual([
    { id: 2, broken: { why: 'the world is closed' } },
    { id: 3, done: {} },
    { id: 4, unsupported: {} },
  ]);
  expect(said.filter((message) => 'told' in message)).toHaveLength(1);
});

test('settle waits for what the world has still to pass on, and a world that cannot be closed is said to be broken', async () => {
  let passOn = (): void => {};
  const settle = () =>
    new Promise<void>((resolve) => {
      passOn = resolve;
    });
  const { give, answers } = conversation({}, { settle, close: () => Promise.reject(new Error('stuck')) });
  give({ kind: 'settle', world: 'w' });
  expect(await answers()).toHaveLength(1);
  passOn();
  give({ kind: 'close', world: 'w' });
  expect(await answers()).toEqual([
    { id: 1, done: {} },
    { id: 2, done: {} },
    { id: 3, broken: { why: 'Error: stuck' } },
  ]);
});
