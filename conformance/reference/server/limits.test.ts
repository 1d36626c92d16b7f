import { afterEach, describe, expect, test } from 'vitest';
import { Code } from '../../../gen/ts-proto/index.js';
import { type Client, joinKind, refusalOf, Scene } from './client.test.helper.js';
import { requestRate } from './connection.js';
import type { ServerLimits } from './settings.js';

const scene = new Scene();
afterEach(() => scene.end());

const limited = (limits: Partial<ServerLimits>) => scene.serve({ limits, config: { replace: true, switch: true } });

async function knock(url: string, name: string, person: Parameters<typeof joinKind>[1] = {}): Promise<Client> {
  const client = await scene.connect(url);
  client.send(joinKind(name, person));
  return client;
}

describe('names', () => {
  test.each([
    ['participant', 'é'.repeat(129), {}],
    ['room', 'ann', { room: 'x'.repeat(257) }],
    ['join_id', 'ann', { joinId: 'x'.repeat(257) }],
    ['empty participant', '', {}],
    ['empty room', 'ann', { room: '' }],
    ['role', 'ann', { role: 7 }],
  ])('%s: INVALID_ARGUMENT', async (_, name, person) => {
    const { url } = await limited({});
    expect(await refusalOf(await knock(url, name, person))).toBe(Code.CODE_INVALID_ARGUMENT);
  });

  test.each(['é'.repeat(128), '__proto__', '\u0000', '🙂/../\n', ' '])('%j is a name like any other', async (name) => {
    const { url } = await limited({});
    const one = await scene.join(url, name, { room: name });
    const other = await scene.join(url, 'ann', { room: name });
    expect(other.joined.roster.map(({ participantId }) => participantId)).toEqual([name]);
    expect(await one.fence()).toEqual(['joined', 'participantJoined']);
  });

  test('of the room where a switch goes', async () => {
    const { url } = await limited({});
    const ann = await scene.join(url, 'ann');
    ann.ask({ $case: 'switchRoom', value: { roomId: 'x'.repeat(257), accessToken: '' } });
    expect(await refusalOf(ann)).toBe(Code.CODE_INVALID_ARGUMENT);
  });
});

describe('RESOURCE_EXHAUSTED', () => {
  test('one room too many', async () => {
    const { url } = await limited({ rooms: 1 });
    const ann = await scene.join(url, 'ann');
    expect(await refusalOf(await knock(url, 'bob', { room: 'green' }))).toBe(Code.CODE_RESOURCE_EXHAUSTED);
    ann.ask({ $case: 'switchRoom', value: { roomId: 'green', accessToken: '' } });
    expect(await refusalOf(ann)).toBe(Code.CODE_RESOURCE_EXHAUSTED);
    await scene.join(url, 'bob');
    expect(await ann.fence()).toEqual(['joined', 'rejected', 'participantJoined']);
  });

  test('one participant too many, unless it is there already', async () => {
    const { url } = await limited({ participants: 2 });
    await scene.join(url, 'ann');
    const bob = await scene.join(url, 'bob');
    expect(await refusalOf(await knock(url, 'cyd'))).toBe(Code.CODE_RESOURCE_EXHAUSTED);
    await scene.join(url, 'bob');
    expect(await bob.close()).toBe(4011);
  });

  test('too many requests: those beyond the limit are refused in their turn, and nobody else is disturbed', async () => {
    const { url } = await limited({ requestsPerSecond: 3 });
    const ann = await scene.join(url, 'ann');
    const bob = await scene.join(url, 'bob');
    const sent = Array.from({ length: 20 }, () => ann.ask({ $case: 'sync', value: {} }));
    const answers = () => ann.seen.filter(({ replyTo }) => replyTo > 0);
    await ann.until(() => answers().length === sent.length, 'answer to every request');
    expect(answers().map(({ replyTo }) => replyTo)).toEqual(sent);
    const refused = answers().filter(({ kind }) => kind?.$case === 'rejected');
    // They may have fallen into two seconds.
    expect(refused.length).toBeGreaterThanOrEqual(14);
    expect(refused[0]?.kind).toMatchObject({ value: { code: Code.CODE_RESOURCE_EXHAUSTED } });
    expect(await bob.fence()).toEqual(['joined']);
  });

  test('too many requests: Leave and End are taken all the same', async () => {
    const { url } = await limited({ requestsPerSecond: 1 });
    const ann = await scene.join(url, 'ann');
    const bob = await scene.join(url, 'bob');
    for (const client of [bob, ann])
      for (let count = 0; count < 5; count += 1) client.ask({ $case: 'sync', value: {} });
    bob.ask({ $case: 'leave', value: {} });
    expect(await bob.close()).toBe(4101);
    ann.ask({ $case: 'end', value: {} });
    expect(await ann.close()).toBe(4008);
  });

  test('the next second is another one', () => {
    const exceeds = requestRate(2);
    expect([1000, 1500, 1999, 2000, 2001, 2002].map((now) => exceeds(now))).toEqual([
      false,
      false,
      true,
      false,
      false,
      true,
    ]);
  });
});

test.each([0, 5_000])(
  'a message of an unknown kind without a number has no answer, with a window of %i ms',
  async (resumeWindowMs) => {
    const { url } = await scene.serve({ config: { resumeWindowMs } });
    const ann = await scene.join(url, 'ann');
    ann.socket.send(Uint8Array.of(0xfa, 0x7f, 0x00));
    expect(await ann.fence()).toEqual(['joined']);
  },
);

describe('close', () => {
  test('1008 for a connection that carries nobody for too long', async () => {
    const { url } = await limited({ unboundMs: 50 });
    const ann = await scene.join(url, 'ann');
    const refused = await knock(url, '');
    expect(await refused.close()).toBe(1008);
    expect(await (await scene.connect(url)).close()).toBe(1008);
    expect(await ann.fence()).toEqual(['joined']);
  });

  test('1009 for a message that is too long', async () => {
    const { url } = await limited({});
    const eve = await knock(url, 'x'.repeat(70_000));
    expect(await eve.close()).toBe(1009);
  });
});
