import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { Feature } from '../../../gen/es/index.js';
import { joined, type ScriptedServer, scripted } from '../../link/scripted.test.helper.js';
import { openNative } from './index.js';

const open: Pick<ScriptedServer, 'stop'>[] = [];
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

/** A RoomService, as far as a call about a room that nobody has been in gets. */
async function roomService(answer: RequestListener = refusing(404, 'not_found')): Promise<string> {
  const service = createServer(answer).listen(0, '127.0.0.1');
  await once(service, 'listening');
  open.push({ stop: () => service.close() });
  return `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
}

const refusing =
  (status: number, code: string): RequestListener =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ code }));
  };

test('the RoomService can be called with a token for it alone', async () => {
  const features = [Feature.RESUME, Feature.OPERATOR];
  expect((await profile(features)).unsupported).toEqual(['operate', 'restart']);
  const operator = { url: await roomService(), token: 'token' };
  expect((await profile(features, { operator })).unsupported).toEqual(['restart']);
});

test('access tokens are asked for where the suite can make them', async () => {
  expect((await profile([])).tokens).toBe(false);
  expect((await profile([], { tokens: async () => 'token' })).tokens).toBe(true);
});

// A server that refuses a token that is not its operator's does right: it must not be held against it.
test.each([
  ['refuses the token', refusing(401, 'unauthenticated'), "refuses the operator's token with UNAUTHENTICATED"],
  ['is something else', ((_, response) => response.end('hello')) as RequestListener, 'there is no RoomService at'],
  ['is not there', ((_, response) => response.writeHead(404).end()) as RequestListener, 'there is no RoomService at'],
])('no run begins where the RoomService %s', async (_, answer, words) => {
  const operator = { url: await roomService(answer), token: 'token' };
  await expect(profile([Feature.OPERATOR], { operator })).rejects.toThrow(words);
  // A server that does not declare it is not asked.
  expect((await profile([], { operator })).features).toEqual([]);
});
