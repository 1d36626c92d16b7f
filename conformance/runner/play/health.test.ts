import { expect, it } from 'vitest';
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
