/** A testee as a process: over lines and over a WebSocket, with logs, errors that nobody catches, and an end. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { dist } from '../../cli/launch.test.helper.js';

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

const program = fileURLToPath(new URL('fixtures/small.mjs', import.meta.url));

function start(env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [program, `${dist}/conformance/testees/kit/index.js`], {
    env: { ...process.env, ...env },
  });
  children.push(child);
  let errors = '';
  child.stderr.on('data', (text) => {
    errors += text;
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    child,
    give: (command: unknown) => child.stdin.write(`${JSON.stringify(command)}\n`),
    next: async () => JSON.parse((await lines.next()).value),
    ended: async () => {
      const [code] = await once(child, 'close');
      return { code, errors };
    },
  };
}

const act = (id: number, room: string) => ({ id, act: { world: 'w', action: { seat: 'ann', join: { room } } } });
const OPEN = { id: 1, open: { world: 'w', url: '', seats: [] } };

test('speaks in lines; what is written beside them is a log; stops what it has started, and ends', async () => {
  const { child, give, next, ended } = start();
  give(OPEN);
  expect(await next()).toEqual({ id: 1, done: {} });
  give({ id: 2, hello: { version: '1.0' } });
  expect(await next()).toMatchObject({ id: 2, ready: { name: 'small' } });
  give(act(3, 'talkative'));
  expect(await next()).toEqual({ id: 3, done: {} });
  child.stdin.write('this is no command\n');
  child.stdin.end();
  const { code, errors } = await ended();
  expect(code).toBe(0);
  expect(errors).toContain('{ by: "the vendor" }'.replaceAll('"', "'"));
  expect(errors).toContain('no command: this is no command');
  expect(errors).toContain('stopped');
});

test.each(['throws later', 'rejects later'])('a call that %s and is never done is broken', async (room) => {
  const { give, next } = start();
  give(OPEN);
  await next();
  give(act(2, room));
  expect(await next()).toEqual({ id: 2, broken: { why: 'Error: nobody catches this' } });
});

test('an error that belongs to no call ends it, with the error as its last words', async () => {
  const { give, next, ended } = start();
  give(OPEN);
  await next();
  give(act(2, 'throws behind'));
  expect(await next()).toEqual({ id: 2, done: {} });
  const { code, errors } = await ended();
  expect(code).toBe(1);
  expect(errors).toContain('stopped');
  expect(errors).toContain('nobody catches this');
});

test('one that cannot start says why', async () => {
  const { code, errors } = await start({ SMALL_FAILS: 'there is no server here' }).ended();
  expect(code).toBe(1);
  expect(errors.trim().split('\n').at(-1)).toBe('there is no server here');
});

test('is stopped by a signal', async () => {
  const { child, give, next, ended } = start();
  give(OPEN);
  await next();
  child.kill('SIGTERM');
  expect(await ended()).toMatchObject({ code: 0, errors: expect.stringContaining('stopped') });
});

test('dials where it is told to, and ends when the suite hangs up', async () => {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  try {
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const { ended } = start({ ADJOURN_TESTEE_URL: `ws://127.0.0.1:${port}/testee` });
    const [socket] = await once(server, 'connection');
    socket.send(JSON.stringify({ id: 1, hello: { version: '1.0' } }));
    const [data] = await once(socket, 'message');
    expect(JSON.parse(data.toString())).toMatchObject({ id: 1, ready: { name: 'small' } });
    socket.close();
    expect(await ended()).toMatchObject({ code: 0 });
  } finally {
    server.close();
  }
});
