import { once } from 'node:events';
import { type AddressInfo, Socket } from 'node:net';
import { expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { type OutgoingConnection, openConnection } from './outgoing.js';

/** The streams that are open in this process. Node has them under no other name. */
const streams = (): readonly unknown[] =>
  (process as unknown as { _getActiveHandles(): unknown[] })._getActiveHandles().filter((one) => one instanceof Socket);

/** Moments behind a message; in some of them the stream has begun to end, and in others not yet, or it is over. */
const moments: Readonly<Record<string, (work: () => void) => unknown>> = {
  'at once': (work) => work(),
  'a microtask later': (work) => queueMicrotask(work),
  'a tick later': (work) => process.nextTick(work),
  'two ticks later': (work) => process.nextTick(() => process.nextTick(work)),
  'three ticks later': (work) => process.nextTick(() => process.nextTick(() => process.nextTick(work))),
  'a turn later': (work) => setImmediate(work),
};

test.each(Object.entries(moments))('nothing is left of a connection that is reset %s', async (_, soon) => {
  // What an earlier test has closed may still be among them, and go at any time.
  const before = new Set(streams());
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  // The close is in the same packet as the message: what is done right behind the message meets a stream that ends.
  server.on('connection', (socket, { socket: stream }) => {
    // Behind the upgrade, so that it is taken up first.
    setImmediate(() => {
      stream.cork();
      socket.send('hello');
      socket.close(4_001);
      stream.uncork();
    });
  });
  const { port } = server.address() as AddressInfo;
  let heard = () => {};
  const hello = new Promise<void>((resolve) => {
    heard = resolve;
  });
  let connection: OutgoingConnection | undefined;
  connection = await openConnection(`ws://127.0.0.1:${port}`, {
    message: () =>
      void soon(() => {
        connection?.reset();
        heard();
      }),
    invalid() {},
    closed() {},
  });
  await hello;
  for (const client of server.clients) client.terminate();
  await new Promise((resolve) => server.close(resolve));
  const left = () => streams().filter((one) => !before.has(one)).length;
  await expect.poll(left, { timeout: 5_000 }).toBe(0);
});
