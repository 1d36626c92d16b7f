import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createTcp } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { type ServerOptions, WebSocketServer } from 'ws';
import { Code } from '../../../gen/es/index.js';
import { joined, rejected, scripted } from '../../link/scripted.test.helper.js';
import { NoToken, Unreachable } from '../system.js';
import { probeJoin } from './probe.js';
import { fromCommand } from './tokens.js';

const open: { close(): unknown }[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

/** The sentence that somebody gets who asks there. */
async function whatIsWrong(url: string): Promise<string> {
  const error = await probeJoin({ url }, 500).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Unreachable)) throw new Error(`expected Unreachable, not ${error}`);
  expect(error.advice).not.toBe('');
  return error.found.replace(/:\d+/, ':PORT');
}

async function urlOf(server: { address(): AddressInfo | string | null; close(): unknown }): Promise<string> {
  open.push(server);
  return `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function http(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return urlOf(server);
}

async function sockets(options: ServerOptions): Promise<string> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, ...options });
  await once(server, 'listening');
  return urlOf(server);
}

test('nothing listens', async () => {
  const url = await http(() => {});
  const [server] = open.splice(0);
  server?.close();
  expect(await whatIsWrong(url)).toBe('nothing listens at ws://127.0.0.1:PORT (connection refused)');
});

test('something takes connections and never answers', async () => {
  const server = createTcp(() => {}).listen(0, '127.0.0.1');
  await once(server, 'listening');
  expect(await whatIsWrong(await urlOf(server))).toContain('no upgrade to a WebSocket at ws://127.0.0.1:PORT');
});

test('a web server that knows no WebSocket', async () => {
  const url = await http((_, response) => response.writeHead(404).end());
  expect(await whatIsWrong(url)).toBe('ws://127.0.0.1:PORT answers with HTTP 404 where an upgrade to WebSocket is due');
});

test('the subprotocol is stripped', async () => {
  expect(await whatIsWrong(await sockets({ handleProtocols: () => false }))).toBe(
    'ws://127.0.0.1:PORT opens a WebSocket, but its answer does not name the subprotocol adjourn.v1.proto',
  );
});

test('the subprotocol is refused', async () => {
  const verifyClient = ({ req }: { req: { headers: NodeJS.Dict<string | string[]> } }) =>
    req.headers['sec-websocket-protocol'] === undefined;
  expect(await whatIsWrong(await sockets({ verifyClient }))).toBe(
    'ws://127.0.0.1:PORT refuses the subprotocol adjourn.v1.proto, and opens a WebSocket without it',
  );
});

test('something else than TLS, or TLS where none is asked for', async () => {
  const server = createTcp((socket) => socket.on('data', () => socket.end('220 mail.example ESMTP\r\n')));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  expect(await whatIsWrong(await urlOf(server))).toMatch(/^no WebSocket at ws:\/\/127.0.0.1:PORT \(/);
});

test('the Join is not answered', async () => {
  expect(await whatIsWrong(await sockets({}))).toBe('ws://127.0.0.1:PORT answers no Join within 0.5 s');
});

describe('the Join is refused', () => {
  const refusing = async () => {
    const server = await scripted((_, peer) => peer.say(0, rejected(Code.PERMISSION_DENIED)));
    open.push({ close: () => server.stop() });
    return server.url;
  };
  const advice = (error: unknown) => (error as Unreachable).advice;

  test('without an access token', async () => {
    const url = await refusing();
    expect(await whatIsWrong(url)).toBe('ws://127.0.0.1:PORT refuses the Join of a host with PERMISSION_DENIED');
    expect(await probeJoin({ url }).catch(advice)).toMatch(/^the suite presents no token/);
  });

  test('with one', async () => {
    const url = await refusing();
    expect(await probeJoin({ url, tokens: async () => 'token' }).catch(advice)).toMatch(/^see that its key/);
  });
});

test('a server that is too busy is asked again', async () => {
  const codes = [Code.UNAVAILABLE, Code.RESOURCE_EXHAUSTED];
  const server = await scripted((_, peer) => {
    const code = codes[peer.number - 1];
    peer.say(code === undefined ? 1 : 0, code === undefined ? joined('p1', { token: 'one' }) : rejected(code));
  });
  open.push({ close: () => server.stop() });
  expect(await probeJoin({ url: server.url })).toMatchObject({ token: 'one' });
});

test('the Join bears an access token for a host in a room of its own', async () => {
  const server = await scripted((_, peer) => peer.say(1, joined('p1', { token: 'one' })));
  open.push({ close: () => server.stop() });
  const tokens = async ({ participant, role }: { participant: string; role: string }) => `${participant} as ${role}`;
  expect(await probeJoin({ url: server.url, tokens })).toMatchObject({ features: ['resume'], token: 'one' });
  expect(server.heard[0]?.message.kind.value).toMatchObject({ accessToken: 'prober as host' });
});

test('no access token can be made', async () => {
  const url = await sockets({});
  await expect(probeJoin({ url, tokens: fromCommand('exit 1') })).rejects.toThrow(NoToken);
});

test('the Join is answered by a close', async () => {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  server.on('connection', (socket) => socket.on('message', () => socket.close(4321)));
  await once(server, 'listening');
  expect(await whatIsWrong(await urlOf(server))).toBe(
    'ws://127.0.0.1:PORT lets nobody join: instead of Joined came a close with 4321',
  );
});
