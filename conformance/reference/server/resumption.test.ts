import { afterEach, describe, expect, test } from 'vitest';
import { joinKind, refusalOf, resumedOf, roomLeft, Scene, told } from './client.test.helper.js';

const scene = new Scene();
afterEach(() => scene.end());

const WINDOW_MS = 100;
const resuming = () => scene.serve({ config: { resumeWindowMs: WINDOW_MS, replace: true, switch: true } });

const leave = { $case: 'leave', value: {} } as const;
const sync = { $case: 'sync', value: {} } as const;

test('somebody who comes back in time has missed nothing, and nobody noticed', async () => {
  const { url } = await resuming();
  const ann = await scene.join(url, 'ann');
  const bob = await scene.join(url, 'bob');
  await ann.first('participantJoined');
  bob.socket.terminate();
  await scene.join(url, 'cyd');
  const back = await scene.resume(url, bob.joined.resumeToken, 1);
  expect((await resumedOf(back)).lastRequestId).toBe(0);
  expect(await back.fence()).toEqual(['resumed', 'participantJoined']);
  expect(back.seen.map(({ sequence }) => sequence)).toEqual([0, 2, 3]);
  expect(await ann.fence()).toEqual(['joined', 'participantJoined', 'participantJoined']);
});

test('a loss is announced when the window is over, and not before', async () => {
  const { url } = await resuming();
  const ann = await scene.join(url, 'ann');
  const bob = await scene.join(url, 'bob');
  const cut = performance.now();
  bob.socket.terminate();
  expect(await told(ann)).toEqual(['bob', 1001]);
  expect(performance.now() - cut).toBeGreaterThanOrEqual(WINDOW_MS - 1);
  const back = await scene.resume(url, bob.joined.resumeToken, 1);
  expect(await roomLeft(back)).toBe(1001);
  expect(await back.close()).toBe(4001);
});

test('the connection that another one replaces is closed with 4200, and what it still says is not heard', async () => {
  const { url } = await resuming();
  const ann = await scene.join(url, 'ann');
  const bob = await scene.join(url, 'bob');
  // Its close frame is not answered, so that it stays open from this end.
  bob.socket.pause();
  const back = await scene.resume(url, bob.joined.resumeToken, 1);
  await resumedOf(back);
  bob.ask(leave);
  bob.socket.resume();
  expect(await bob.close()).toBe(4200);
  expect(await back.fence()).toEqual(['resumed']);
  expect(await ann.fence()).toEqual(['joined', 'participantJoined']);
});

test('somebody who was removed while away is told so', async () => {
  const { url } = await resuming();
  const ann = await scene.join(url, 'ann');
  const bob = await scene.join(url, 'bob');
  bob.socket.terminate();
  ann.ask({ $case: 'remove', value: { participationId: bob.joined.participationId } });
  expect(await told(ann)).toEqual(['bob', 1002]);
  const back = await scene.resume(url, bob.joined.resumeToken, 1);
  expect(await roomLeft(back)).toBe(1002);
  expect(back.seen).toHaveLength(1);
  expect(back.seen[0]?.sequence).toBe(0);
  expect(await back.close()).toBe(4002);
});

test('a wrong token is refused, and the connection may join', async () => {
  const { url } = await resuming();
  const eve = await scene.resume(url, 'wrong', 0);
  expect(await refusalOf(eve)).toBe(5);
  eve.send(joinKind('eve'));
  await eve.first('joined');
});

test('a token dies when the client has been heard under a newer one, and serves until then', async () => {
  const { url } = await resuming();
  const bob = await scene.join(url, 'bob');
  const second = await scene.resume(url, bob.joined.resumeToken, 1);
  await resumedOf(second);
  const third = await scene.resume(url, bob.joined.resumeToken, 1);
  await resumedOf(third);
  await third.fence();
  const late = await scene.resume(url, bob.joined.resumeToken, 1);
  expect(await refusalOf(late)).toBe(5);
});

test('every token is another one, of at least 128 bits', async () => {
  const { url } = await resuming();
  const people = await Promise.all(['ann', 'bob', 'cyd'].map((name) => scene.join(url, name)));
  const tokens = people.map(({ joined }) => joined.resumeToken);
  expect(new Set(tokens).size).toBe(3);
  for (const token of tokens) expect(Buffer.from(token, 'base64url').length).toBeGreaterThanOrEqual(16);
});

test('a request that has been taken up is not taken up again', async () => {
  const { url } = await resuming();
  const bob = await scene.join(url, 'bob');
  const request = bob.ask(sync);
  await bob.first('accepted');
  bob.socket.terminate();
  const back = await scene.resume(url, bob.joined.resumeToken, 2);
  expect((await resumedOf(back)).lastRequestId).toBe(request);
  back.send(leave, request);
  back.continues(bob, request);
  expect(await back.fence()).toEqual(['resumed']);
});

describe('a repeated Join', () => {
  test('is answered as if the first answer had been slow', async () => {
    const { url } = await resuming();
    const bob = await scene.join(url, 'bob', { joinId: 'secret' });
    const ann = await scene.join(url, 'ann');
    const again = await scene.join(url, 'bob', { joinId: 'secret' });
    expect(await bob.close()).toBe(4200);
    expect(again.joined).toEqual({ ...bob.joined, resumeToken: again.joined.resumeToken });
    expect(again.joined.resumeToken).not.toBe(bob.joined.resumeToken);
    expect(await again.fence()).toEqual(['joined', 'participantJoined']);
    expect(await ann.fence()).toEqual(['joined']);
  });

  test('is told the true reason once its participation has departed', async () => {
    const { url } = await resuming();
    const bob = await scene.join(url, 'bob', { joinId: 'secret' });
    bob.ask(leave);
    expect(await roomLeft(bob)).toBe(1101);
    const again = await scene.connect(url);
    again.send(joinKind('bob', { joinId: 'secret' }));
    expect(await roomLeft(again)).toBe(1101);
    expect(await again.close()).toBe(4101);
  });
});

test('a close with 4101 is a Leave, and does not wait for the window', async () => {
  const { url } = await scene.serve({ config: { resumeWindowMs: 60_000 } });
  const ann = await scene.join(url, 'ann');
  const bob = await scene.join(url, 'bob');
  bob.socket.close(4101);
  expect(await told(ann)).toEqual(['bob', 1101]);
});

test('without resumption a Resume is no first message, a loss is the departure, and no token is given', async () => {
  const { url } = await scene.serve();
  const ann = await scene.join(url, 'ann');
  const bob = await scene.join(url, 'bob');
  expect(bob.joined).toMatchObject({ resumeToken: '', resumeWindowMs: 0 });
  bob.socket.terminate();
  expect(await told(ann)).toEqual(['bob', 1001]);
  const back = await scene.resume(url, 'token', 1);
  expect(await back.close()).toBe(1002);
});
