import { afterEach, expect, test } from 'vitest';
import { resumedOf, Scene, told } from './client.test.helper.js';

const scene = new Scene();
afterEach(() => scene.end());

const heartbeat = { intervalMs: 20, timeoutMs: 60 };

test('each bound connection gets signs of life, outside of its sequence', async () => {
  const { url } = await scene.serve({ heartbeat: { intervalMs: 20, timeoutMs: 0 } });
  const unbound = await scene.connect(url);
  const ann = await scene.join(url, 'ann');
  expect(ann.joined).toMatchObject({ heartbeatIntervalMs: 20, heartbeatTimeoutMs: 0 });
  expect((await ann.first('heartbeat')).sequence).toBe(0);
  const request = ann.ask({ $case: 'sync', value: {} });
  expect(await ann.first('accepted')).toMatchObject({ sequence: 2, replyTo: request });
  expect(unbound.seen).toEqual([]);
});

test('anybody who answers stays, and anybody who is silent is lost', async () => {
  // Long enough for a client that answers to be in time on a busy machine.
  const { url } = await scene.serve({ heartbeat: { intervalMs: 100, timeoutMs: 1000 } });
  const ann = await scene.join(url, 'ann');
  const bob = await scene.join(url, 'bob');
  ann.socket.on('message', () => ann.send({ $case: 'ackOnly', value: {} }));
  expect(await told(ann)).toEqual(['bob', 1001]);
  // Without a close frame: the connection just breaks off.
  expect(await bob.close()).toBe(1006);
  expect(bob.seen.map(({ kind }) => kind?.$case)).not.toContain('roomLeft');
});

test('anybody who was declared lost may come back while the window lasts', async () => {
  const { url } = await scene.serve({ heartbeat, config: { resumeWindowMs: 5000 } });
  const bob = await scene.join(url, 'bob');
  expect(await bob.close()).toBe(1006);
  const back = await scene.resume(url, bob.joined.resumeToken, 1);
  await resumedOf(back);
});

test('a time-out alone is kept to as well', async () => {
  const { url } = await scene.serve({ heartbeat: { intervalMs: 0, timeoutMs: 40 } });
  const bob = await scene.join(url, 'bob');
  expect(await bob.close()).toBe(1006);
  expect(bob.seen).toHaveLength(1);
});
