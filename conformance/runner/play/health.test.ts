import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Refusal } from '../../exchange/words.js';
import { type SystemUnderTest, Unreachable } from '../../sut/system.js';
import { mustBeAlive } from './health.js';

/** A target that lets nobody in. */
const system = (error: Error): SystemUnderTest => ({
  profile: {} as SystemUnderTest['profile'],
  open: () => Promise.reject(error),
  revive: async () => {},
  stop: async () => {},
});

it.each([
  ['hung', 'the target hangs: no upgrade', new Unreachable('no upgrade', 'see it', { stuck: true })],
  ['dead', 'the target has died: nothing listens', new Unreachable('nothing listens', 'start it')],
])('a target is %s where what is found is "%s"', async (how, message, error) => {
  await expect(mustBeAlive(system(error))).rejects.toMatchObject({ how, message });
});

/** A target that closes a connection on which it has answered nothing for so long. */
const closing = (afterMs: number): SystemUnderTest => ({
  ...system(new Error('never')),
  open: async () => ({
    act: async () => {
      await delay(afterMs);
      return { kind: 'broken', why: 'the connection has ended' };
    },
    settle: async () => 'quiet',
    close: async () => {},
  }),
});

it.each([
  ['hung', 60],
  ['dead', 0],
])('a target is %s that closes the connection of an unanswered Join after %s of 50 ms', async (how, afterMs) => {
  await expect(mustBeAlive(closing(afterMs), 50)).rejects.toMatchObject({ how });
});

/** A target that refuses each Join with this code. */
const refusing = (code: Refusal): SystemUnderTest => ({
  ...system(new Error('never')),
  open: async (_, report) => ({
    act: async () => {
      const observation = { kind: 'rejected', code, sequence: 0, replyTo: 0 } as const;
      report({ kind: 'seen', seat: 'prober', connection: 1, observation });
      return { kind: 'done' };
    },
    settle: async () => 'quiet',
    close: async () => {},
  }),
});

it.each(['resource_exhausted', 'unavailable'] as const)('a target is alive that says %s', async (code) => {
  await mustBeAlive(refusing(code), 50);
});

it('a target is dead that refuses everybody for another reason', async () => {
  await expect(mustBeAlive(refusing('internal'), 50)).rejects.toMatchObject({ how: 'dead' });
});
