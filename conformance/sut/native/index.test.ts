import { afterEach, expect, test } from 'vitest';
import { Feature } from '../../../gen/es/index.js';
import { joined, type ScriptedServer, scripted } from '../../link/scripted.test.helper.js';
import { openNative } from './index.js';

const open: ScriptedServer[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.stop();
});

/** What is known of a server that declares these features. */
async function profile(features: Feature[], access: Omit<Parameters<typeof openNative>[0], 'url'> = {}) {
  const server = await scripted((_, peer) => {
    const answer = joined('p1');
    peer.say(1, { case: 'joined', value: { ...answer.value, features } } as typeof answer);
  });
  open.push(server);
  const { profile } = await openNative({ url: server.url, ...access });
  return profile;
}

test('without resume nobody comes back', async () => {
  expect((await profile([])).unsupported).toEqual(['resume', 'repeat', 'again', 'restart']);
  expect((await profile([Feature.RESUME])).unsupported).toEqual(['restart']);
});

test('the RoomService can be called with a token for it alone', async () => {
  const features = [Feature.RESUME, Feature.OPERATOR];
  expect((await profile(features)).unsupported).toEqual(['operate', 'restart']);
  expect((await profile(features, { operator: { token: 'token' } })).unsupported).toEqual(['restart']);
});

test('access tokens are asked for where the suite can make them', async () => {
  expect((await profile([])).tokens).toBe(false);
  expect((await profile([], { tokens: async () => 'token' })).tokens).toBe(true);
});
