/** How a server ends, and how it does not. */
import { afterEach, describe, expect, test } from 'vitest';
import { joinKind, refusalOf, roomLeft, Scene, told } from './client.test.helper.js';
import type { Wrap } from './parts.js';

const scene = new Scene();
afterEach(() => scene.end());

const sync = { $case: 'sync', value: {} } as const;

test('a server that stops tells everybody, and then goes', async () => {
  const server = await scene.serve({ config: { resumeWindowMs: 60_000 } });
  const people = [await scene.join(server.url, 'ann'), await scene.join(server.url, 'bob', { room: 'green' })];
  const away = await scene.join(server.url, 'cyd');
  away.socket.terminate();
  const unbound = await scene.connect(server.url);
  await server.stop();
  for (const one of people) {
    expect(await roomLeft(one)).toBe(1006);
    expect(await one.close()).toBe(4006);
  }
  expect(await unbound.close()).toBe(1001);
  await expect(scene.connect(server.url)).rejects.toThrow('ECONNREFUSED');
});

test('a server that stops does not wait for ever for those who do not answer', async () => {
  const server = await scene.serve();
  const ann = await scene.join(server.url, 'ann');
  ann.socket.pause();
  const began = performance.now();
  await server.stop();
  expect(performance.now() - began).toBeLessThan(3_000);
});

describe("a fault of the server's own", () => {
  const secrets = 'boom\nwith more lines';
  /** Throws whenever bob asks for anything. */
  const failsBob: Wrap = (parts) => ({
    ...parts,
    machine(config, room, event) {
      const asker = room.present.find((one) => event.type === 'ask' && one.id === event.participation);
      if (asker?.participant === 'bob') throw new Error(secrets);
      return parts.machine(config, room, event);
    },
  });

  test('in taking up a request ends the participation of its sender with 1007, and disturbs nobody else', async () => {
    const lines: string[] = [];
    const { url } = await scene.serve({ wrap: failsBob, log: (line) => lines.push(line) });
    const ann = await scene.join(url, 'ann');
    const bob = await scene.join(url, 'bob');
    bob.ask(sync);
    expect(await roomLeft(bob)).toBe(1007);
    expect(await bob.close()).toBe(4007);
    expect(await told(ann)).toEqual(['bob', 1007]);
    await scene.join(url, 'cyd');
    expect(await ann.fence()).toEqual(['joined', 'participantJoined', 'participantLeft', 'participantJoined']);
    expect(lines).toEqual([
      `adjourn: a fault of the server's own in serving participation ${bob.joined.participationId}: boom`,
    ]);
  });

  test('in sending ends the participation of the recipient', async () => {
    const { url } = await scene.serve({
      log: () => {},
      wrap: (parts) => ({
        ...parts,
        deliver(outlet, message, sequence) {
          if (message.kind === 'participantJoined' && message.member.participant === 'cyd' && sequence === 3)
            throw new Error('boom');
          parts.deliver(outlet, message, sequence);
        },
      }),
    });
    const ann = await scene.join(url, 'ann');
    const bob = await scene.join(url, 'bob');
    const cyd = await scene.join(url, 'cyd');
    expect(await roomLeft(ann)).toBe(1007);
    expect(await told(bob)).toEqual(['ann', 1007]);
    expect(await told(cyd)).toEqual(['ann', 1007]);
  });

  test('in taking up a Join closes the connection alone', async () => {
    const { url } = await scene.serve({
      log: () => {},
      wrap: (parts) => ({
        ...parts,
        machine(config, room, event) {
          if (event.type === 'join' && event.newcomer.participant === 'bob') throw new Error('boom');
          return parts.machine(config, room, event);
        },
      }),
    });
    const ann = await scene.join(url, 'ann');
    const bob = await scene.connect(url);
    bob.send(joinKind('bob'));
    expect(await bob.close()).toBe(1011);
    expect(await ann.fence()).toEqual(['joined']);
    const other = await scene.connect(url);
    other.send(joinKind('', {}));
    await refusalOf(other);
  });

  test('that comes again when it is dealt with closes the connection, and the server lives on', async () => {
    const { url } = await scene.serve({
      log: () => {},
      wrap: (parts) => ({
        ...parts,
        machine(config, room, event) {
          if (event.type === 'ask' || event.type === 'failed') throw new Error('boom');
          return parts.machine(config, room, event);
        },
      }),
    });
    const ann = await scene.join(url, 'ann');
    ann.ask(sync);
    expect(await ann.close()).toBe(1011);
    await scene.join(url, 'bob');
  });
});
