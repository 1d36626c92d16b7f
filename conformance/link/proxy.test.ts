import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTcpProxy, type TcpProxy } from './proxy.js';

/** A server that sends back what it is sent, and says at the end how it ended. */
let server: Server;
let proxy: TcpProxy;
let ends: string[] = [];
const open: Socket[] = [];

beforeEach(async () => {
  ends = [];
  server = createServer((socket) => {
    socket.on('data', (text) => socket.write(text));
    socket.on('error', () => ends.push('reset'));
    socket.on('end', () => ends.push('end'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  proxy = await openTcpProxy({ host: '127.0.0.1', port: (server.address() as AddressInfo).port });
});

afterEach(async () => {
  for (const socket of open.splice(0)) socket.destroy();
  await proxy.close();
  server.close();
});

/** A client that has come through. */
async function client(): Promise<Socket> {
  const socket = connect(proxy.address);
  open.push(socket);
  socket.setEncoding('utf8').on('error', () => {});
  await once(socket, 'connect');
  return socket;
}

/** Resolves when it is closed, whether or not by an error. */
const closing = (socket: Socket): Promise<unknown> => new Promise((resolve) => socket.once('close', resolve));

/** What comes back for it. */
async function echo(socket: Socket, text: string): Promise<string> {
  const came = once(socket, 'data');
  socket.write(text);
  return String((await came)[0]);
}

it('passes on what is sent, and the end of it', async () => {
  const one = await client();
  expect(await echo(one, 'hello')).toBe('hello');
  one.end();
  await once(one, 'close');
  expect(ends).toEqual(['end']);
});

describe('a cut', () => {
  it.each(['fin', 'reset'] as const)(
    'by %s ends every connection, and lets nobody in until it is restored',
    async (how) => {
      const one = await client();
      await echo(one, 'hello');
      const closed = closing(one);
      proxy.cut(how);
      await closed;
      const refused = connect(proxy.address).on('error', () => {});
      open.push(refused);
      await closing(refused);
      proxy.restore();
      expect(await echo(await client(), 'again')).toBe('again');
    },
  );

  it('by reset is one for the client', async () => {
    const one = await client();
    await echo(one, 'hello');
    const failed = once(one, 'error');
    proxy.cut('reset');
    expect((await failed)[0]).toMatchObject({ code: 'ECONNRESET' });
  });
});

describe('a freeze', () => {
  it('holds back everything until it is healed, and loses nothing', async () => {
    const one = await client();
    await echo(one, 'hello');
    const came: string[] = [];
    one.on('data', (text) => came.push(String(text)));
    proxy.freeze();
    one.write('first');
    one.write('second');
    // Another connection by the same proxy is frozen as well: nothing can be awaited through it, so the server is asked directly.
    const other = connect((server.address() as AddressInfo).port, '127.0.0.1');
    open.push(other);
    other.write('round');
    await once(other, 'data');
    expect(came).toEqual([]);
    const through = once(one, 'data');
    await proxy.heal();
    await through;
    await expect.poll(() => came.join('')).toBe('firstsecond');
  });

  it('holds for one who comes while it lasts', async () => {
    proxy.freeze();
    const one = await client();
    const came = echo(one, 'hello');
    await proxy.heal();
    expect(await came).toBe('hello');
  });
});

it('delays both directions by as much as is said, until it is restored', async () => {
  const one = await client();
  await echo(one, 'hello');
  proxy.delay(60);
  const began = performance.now();
  expect(await echo(one, 'slow')).toBe('slow');
  expect(performance.now() - began).toBeGreaterThanOrEqual(115);
});
