import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type Running, serve } from './index.js';

const running: Running[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()));
});

interface Client {
  say(message: object): void;
  /** The next message, as it was written. */
  hear(): Promise<Record<string, unknown>>;
  readonly socket: WebSocket;
}

async function start(json = true): Promise<Running> {
  const server = await serve({ port: 0, json });
  running.push(server);
  return server;
}

async function client(url: string, protocols: string[]): Promise<Client> {
  const socket = new WebSocket(url, protocols);
  const heard: Record<string, unknown>[] = [];
  const waiting: ((message: Record<string, unknown>) => void)[] = [];
  socket.on('message', (data: Buffer, isBinary: boolean) => {
    const message = isBinary ? { binary: true } : (JSON.parse(data.toString()) as Record<string, unknown>);
    const next = waiting.shift();
    if (next) next(message);
    else heard.push(message);
  });
  await once(socket, 'open');
  return {
    socket,
    say: (message) => socket.send(JSON.stringify(message)),
    hear: () => {
      const message = heard.shift();
      return message ? Promise.resolve(message) : new Promise((resolve) => waiting.push(resolve));
    },
  };
}

const JSON_ALONE = ['adjourn.v1.json'];
const join = (participantId: string, role = 'ROLE_HOST') => ({ join: { roomId: 'blue', participantId, role } });

describe('the subprotocol of text frames', () => {
  it('serves anybody who asks for it, with reason codes as numbers', async () => {
    const { url } = await start();
    const [ann, bob] = [await client(url, JSON_ALONE), await client(url, JSON_ALONE)];
    expect(ann.socket.protocol).toBe('adjourn.v1.json');
    ann.say(join('ann'));
    expect(await ann.hear()).toMatchObject({ sequence: 1, joined: { participationId: expect.any(String) } });
    bob.say(join('bob', 'ROLE_ATTENDEE'));
    expect(await bob.hear()).toMatchObject({ joined: { roster: [{ participantId: 'ann', role: 1 }] } });
    expect(await ann.hear()).toMatchObject({ participantJoined: { participant: { participantId: 'bob' } } });
    const closed = once(bob.socket, 'close');
    bob.say({ requestId: 1, ack: 1, leave: {} });
    expect(await bob.hear()).toMatchObject({ sequence: 2, replyTo: 1, roomLeft: { reason: { code: 1101 } } });
    expect(await ann.hear()).toMatchObject({ participantLeft: { participantId: 'bob', reason: { code: 1101 } } });
    expect((await closed)[0]).toBe(4101);
  });

  it('skips fields of a later revision, and refuses kinds of one', async () => {
    const { url } = await start();
    const ann = await client(url, JSON_ALONE);
    ann.say({ ...join('ann'), later: 1 });
    expect(await ann.hear()).toHaveProperty('joined');
    ann.say({ requestId: 1, dance: {} });
    expect(await ann.hear()).toMatchObject({ replyTo: 1, rejected: { code: 12 } });
  });

  it.each([
    ['a binary frame', Buffer.from([0x3a, 0]), 1003],
    ['text that is no JSON', 'dance', 1007],
    ['JSON that is no message', '[1]', 1007],
  ])('closes over %s', async (_, frame, code) => {
    const { url } = await start();
    const { socket } = await client(url, JSON_ALONE);
    const closed = once(socket, 'close');
    socket.send(frame);
    expect((await closed)[0]).toBe(code);
  });

  it('is what the client names first, if it names both', async () => {
    const { url } = await start();
    const { socket } = await client(url, ['adjourn.v1.proto', 'adjourn.v1.json']);
    expect(socket.protocol).toBe('adjourn.v1.proto');
  });

  it('is not to be had where it is not declared', async () => {
    const { url } = await start(false);
    const socket = new WebSocket(url, JSON_ALONE);
    expect(String((await once(socket, 'error'))[0])).toContain('400');
  });
});
