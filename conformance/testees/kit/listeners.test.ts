/** Listeners: what an application does from inside one is done when its event is told, once, and answers its own command. */
import { expect, test } from 'vitest';
import { fromTestee, toTestee } from '../../exchange/codec.js';
import type { Action } from '../../exchange/scenario.js';
import { listener } from '../../exchange/scenario.js';
import type { Command as SuiteCommand } from '../../exchange/testee.js';
import { LISTENER_ERROR, listeners } from './listeners.js';
import { takeCommands } from './loop.js';
import type { Command, Message } from './messages.js';
import { Refused } from './refused.js';
import { allBut, type Calls, type Tell } from './testee.js';

const LEFT = { roomLeft: {} };
const JOINED = { joined: { participation: 'ann-1' } };

/** A client with these calls; `tell` is what the SDK calls from inside its listeners. Says which calls were made, and what was said. */
function client(made: Calls) {
  const said: Message[] = [];
  let tell: Tell = () => {};
  const take = takeCommands(
    {
      ready: { version: '1.0', name: 'ours', unsupported: allBut('leave', 'listener') },
      world: (_, given) => {
        const inside = listeners(given);
        tell = inside.tell;
        const calls: Calls = { ...made, listener: (...given) => inside.wait(calls, ...given) };
        return { calls };
      },
    },
    (message) => {
      fromTestee.fromJson(JSON.parse(JSON.stringify(message)));
      said.push(message);
    },
  );
  let id = 0;
  const give = (command: SuiteCommand) => {
    id += 1;
    take(toTestee.toJson({ id, command }) as unknown as Command);
  };
  give({ kind: 'open', world: 'w', url: '', seats: [{ name: 'ann', participant: 'ann', role: 'host' }] });
  return {
    act: (action: Action) => give({ kind: 'act', world: 'w', action, accessToken: 'token' }),
    take,
    tell: (seat: string, event: Parameters<Tell>[1]) => tell(seat, event),
    /** What was said but for the opening: kinds of answers with their numbers, and events. */
    said: async () => {
      await new Promise((resolve) => setImmediate(resolve));
      return said
        .slice(1)
        .map((message) =>
          'told' in message ? Object.keys(message.told.event)[0] : `${message.id} ${Object.keys(message)[1]}`,
        );
    },
  };
}

test('a call is made before the listener returns, once, and of the seat and the event that were meant', async () => {
  const made: unknown[] = [];
  const { act, tell, said } = client({
    leave: (...given) => made.push(['leave', ...given]),
    dispose: (...given) => made.push(['dispose', ...given]),
    join: (...given) => made.push(['join', ...given]),
  });
  act(listener('ann', 'roomLeft', 'leave'));
  act(listener('ann', 'roomLeft', 'dispose'));
  act(listener('ann', 'joined', 'join'));
  await said();
  tell('ann', { participantJoined: { participant: 'bob', participation: 'bob-1' } });
  tell('bob', LEFT);
  expect(made).toEqual([]);
  tell('ann', LEFT);
  expect(made).toEqual([['leave', 'ann', {}, 'token']]);
  tell('ann', JOINED);
  tell('ann', LEFT);
  tell('ann', LEFT);
  expect(made.slice(1)).toEqual([
    ['join', 'ann', { room: 'blue' }, 'token'],
    ['dispose', 'ann', {}, 'token'],
  ]);
  expect((await said()).filter((one) => / /.test(`${one}`)).sort()).toEqual(['2 done', '3 done', '4 done']);
});

test('the command is answered when the call has ended, by what becomes of it, behind the event', async () => {
  let ends = (): void => {};
  const { act, tell, said } = client({
    leave: () =>
      new Promise((_, reject) => {
        ends = () => reject(new Refused('not now'));
      }),
    dispose: () => {
      throw new Error('at once');
    },
  });
  act(listener('ann', 'joined', 'leave'));
  act(listener('ann', 'roomLeft', 'dispose'));
  await said();
  tell('ann', JOINED);
  expect(await said()).toEqual(['joined']);
  ends();
  tell('ann', LEFT);
  expect(await said()).toEqual(['joined', 'roomLeft', '2 refused', '3 broken']);
});

test('the error of the application goes to the SDK, and the event has been passed on', async () => {
  const { act, tell, said } = client({});
  act(listener('ann', 'roomLeft', 'throw'));
  await said();
  expect(() => tell('ann', LEFT)).toThrow(LISTENER_ERROR);
  tell('ann', LEFT);
  expect(await said()).toEqual(['roomLeft', 'roomLeft', '2 done']);
});

test('what is of a later revision, and a call that there is not, is unsupported', async () => {
  const { act, take, tell, said } = client({});
  const later = { event: 'LISTENED_EVENT_JOINED', reaction: 'LISTENER_REACTION_SING' };
  take({ id: 2, act: { world: 'w', action: { seat: 'ann', listener: later } } });
  take({
    id: 3,
    act: {
      world: 'w',
      action: { seat: 'ann', listener: { event: 'LISTENED_EVENT_RAIN', reaction: 'LISTENER_REACTION_THROW' } },
    },
  });
  expect(await said()).toEqual(['2 unsupported', '3 unsupported']);
  act(listener('ann', 'joined', 'leave'));
  await said();
  tell('ann', JOINED);
  expect((await said()).slice(2)).toEqual(['joined', '2 unsupported']);
});
