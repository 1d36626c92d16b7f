// The reference client against the reference server.
import { afterEach, describe, expect, test } from 'vitest';
import { Stage } from '../server/client-stage.test.helper.js';

const stage = new Stage();
afterEach(() => stage.end());

test('joins: it is told who is there, and of everybody who comes and goes', async () => {
  const { url } = await stage.serve();
  const ann = await stage.join(url, 'ann');
  const bob = await stage.join(url, 'bob', { role: 'attendee' });
  const [place] = await bob.first('joined');
  expect(place).toMatchObject({ roomId: 'blue', participants: [{ participantId: 'ann', role: 'host' }] });
  expect(await ann.first('participantJoined')).toEqual(['bob', place.participationId, 'attendee']);
  expect(ann.room.participants.map(({ participantId }) => participantId)).toEqual(['bob']);
  await bob.room.leave();
  const [name, reason, participation] = await ann.first('participantLeft');
  expect([name, participation]).toEqual(['bob', place.participationId]);
  const message = 'Participant left the meeting.';
  expect(reason).toEqual({ type: 'MANUAL_LEAVE_CALLED', code: 1101, message, source: 'SERVER' });
  expect(ann.room.participants).toEqual([]);
});

test("leaves, by the server's word; a second leave and a dispose change nothing", async () => {
  const { url } = await stage.serve();
  const ann = await stage.join(url, 'ann');
  const calls = [ann.room.leave(), ann.room.leave()];
  expect(ann.room.state).toBe('leaving');
  await Promise.all(calls);
  expect(await ann.left()).toEqual(['MANUAL_LEAVE_CALLED', 1101, 'SERVER']);
  await ann.room.leave();
  ann.room.dispose();
  expect(ann.all('roomLeft')).toHaveLength(1);
  expect(ann.room.state).toBe('left');
});

test('dispose() leaves', async () => {
  const { url } = await stage.serve();
  const ann = await stage.join(url, 'ann');
  ann.room.dispose();
  expect(await ann.left()).toEqual(['MANUAL_LEAVE_CALLED', 1101, 'SERVER']);
});

test('ends for all: the call succeeds before roomLeft fires, and everybody hears 1008', async () => {
  const { url } = await stage.serve();
  const ann = await stage.join(url, 'ann');
  const bob = await stage.join(url, 'bob', { role: 'attendee' });
  const order: string[] = [];
  ann.room.on('roomLeft', () => order.push('roomLeft'));
  await ann.room.end();
  order.push('end');
  expect(await ann.left()).toEqual(['REMOVE_ALL', 1008, 'SERVER']);
  expect(order).toEqual(['end', 'roomLeft']);
  expect(await bob.left()).toEqual(['REMOVE_ALL', 1008, 'SERVER']);
});

test('an end that is refused fails, and nothing else happens', async () => {
  const { url } = await stage.serve();
  await stage.join(url, 'ann');
  const bob = await stage.join(url, 'bob', { role: 'attendee' });
  await expect(bob.room.end()).rejects.toMatchObject({ name: 'CallFailed', refusal: 'PERMISSION_DENIED' });
  expect([bob.room.state, bob.all('roomLeft')]).toEqual(['joined', []]);
});

test('a removal: the host has its answer, the removed one its reason, and calls of its own fail', async () => {
  const { url } = await stage.serve({ remove: true });
  const ann = await stage.join(url, 'ann');
  const bob = await stage.join(url, 'bob', { role: 'attendee' });
  const [{ participationId }] = await bob.first('joined');
  await ann.room.remove(participationId);
  expect(await bob.left()).toEqual(['REMOVE_PEER', 1002, 'SERVER']);
  await expect(bob.room.end()).rejects.toMatchObject({ refusal: undefined });
  await bob.room.leave();
  expect(ann.all('participantLeft').map(([name, { code }]) => [name, code])).toEqual([['bob', 1002]]);
  await expect(ann.room.remove('nobody')).rejects.toMatchObject({ refusal: 'NOT_FOUND' });
});

test('switches: another room and another list, and nobody is told that it left the meeting', async () => {
  const { url } = await stage.serve({ switch: true });
  const ann = await stage.join(url, 'ann');
  await stage.join(url, 'bob');
  const cyd = await stage.join(url, 'cyd', { roomId: 'green' });
  await ann.first('participantJoined');
  await ann.room.switchRoom('green');
  const [place] = await ann.first('switched');
  expect(place).toMatchObject({ roomId: 'green', participants: [{ participantId: 'cyd' }] });
  expect((await cyd.first('participantJoined')).slice(0, 2)).toEqual(['ann', place.participationId]);
  expect(ann.all('participantLeft')).toEqual([]);
  await expect(ann.room.switchRoom('green')).rejects.toMatchObject({ refusal: 'INVALID_ARGUMENT' });
  await ann.room.leave();
  expect(await ann.left()).toEqual(['MANUAL_LEAVE_CALLED', 1101, 'SERVER']);
});

test('becomes a viewer', async () => {
  const { url } = await stage.serve({ viewer: true });
  const ann = await stage.join(url, 'ann');
  await ann.room.becomeViewer();
  expect(await ann.left()).toEqual(['REMOVE_PEER_VIEWER_MODE_CHANGED', 1003, 'SERVER']);
});

test('resumes after a cut, has missed nothing, and what it asked for meanwhile is done once', async () => {
  const { url } = await stage.serve({ remove: true });
  const ann = await stage.join(url, 'ann');
  const bob = await stage.join(url, 'bob', { role: 'attendee' });
  const [{ participationId }] = await bob.first('joined');
  await ann.first('participantJoined');
  ann.last.terminate();
  await ann.room.remove(participationId);
  expect(ann.sockets).toHaveLength(2);
  expect(ann.all('participantLeft').map(([name, { code }]) => [name, code])).toEqual([['bob', 1002]]);
  expect(ann.all('joined')).toHaveLength(1);
  expect(await bob.left()).toEqual(['REMOVE_PEER', 1002, 'SERVER']);
});

test('anybody who is removed while it is away is told why when it comes back', async () => {
  const { url } = await stage.serve({ remove: true });
  const ann = await stage.join(url, 'ann');
  const bob = await stage.join(url, 'bob', { timing: { firstWaitMs: 1 } });
  const [{ participationId }] = await bob.first('joined');
  bob.last.terminate();
  await ann.room.remove(participationId);
  expect(await bob.left()).toEqual(['REMOVE_PEER', 1002, 'SERVER']);
});

test('the same participant from elsewhere: the older one is told 1011', async () => {
  const { url } = await stage.serve({ replace: true });
  const ann = await stage.join(url, 'ann');
  await stage.join(url, 'ann');
  expect(await ann.left()).toEqual(['DUPLICATE_PARTICIPANT', 1011, 'SERVER']);
});

describe('a Join that is refused', () => {
  test('is told as 1103', async () => {
    const { url } = await stage.serve({ replace: false });
    await stage.join(url, 'ann');
    const again = stage.begin(url, 'ann');
    expect(await again.left()).toEqual(['JOIN_ROOM_FAILED', 1103, 'LOCAL']);
    expect(again.told).toHaveLength(1);
  });

  test('with a token that is fetched for it', async () => {
    const { url } = await stage.serve({}, { tokenSecret: 'a secret that is long enough for the hash' });
    const ann = stage.begin(url, 'ann', { accessToken: () => Promise.resolve('let me in') });
    expect(await ann.left()).toEqual(['JOIN_ROOM_FAILED', 1103, 'LOCAL']);
  });
});

describe('with the server gone', () => {
  test('its last word is 1006, the reason of a room that is closed', async () => {
    const { url, stop } = await stage.serve();
    const ann = await stage.join(url, 'ann');
    await stop();
    expect(await ann.left()).toEqual(['ROOM_CLOSE', 1006, 'SERVER']);
  });

  test('nobody gets in: 1103, once the time for it is over', async () => {
    const { url, stop } = await stage.serve();
    await stop();
    const ann = stage.begin(url, 'ann', { timing: { joinLimitMs: 50 } });
    expect(await ann.left()).toEqual(['JOIN_ROOM_FAILED', 1103, 'LOCAL']);
  });

  test('leave() leaves at once where nothing was ever said', async () => {
    const { url, stop } = await stage.serve();
    await stop();
    const ann = stage.begin(url, 'ann');
    await ann.room.leave();
    expect(await ann.left()).toEqual(['MANUAL_LEAVE_CALLED', 1101, 'LOCAL']);
  });
});

describe('what no server would take', () => {
  const long = 'x'.repeat(65_536);

  test('is not sent: the call fails, and the room object goes on', async () => {
    const { url } = await stage.serve({ switch: true });
    const ann = await stage.join(url, 'ann');
    for (const call of [
      () => ann.room.switchRoom(long),
      () => ann.room.switchRoom('green', long),
      () => ann.room.remove(long),
    ])
      await expect(call()).rejects.toThrow('more than 65,536 bytes');
    await ann.room.switchRoom('green');
    expect(ann.room.state).toBe('joined');
  });

  test('is not joined with', async () => {
    const { url } = await stage.serve();
    const ann = stage.begin(url, 'ann', { roomId: long });
    expect(await ann.left()).toEqual(['JOIN_ROOM_FAILED', 1103, 'LOCAL']);
  });
});
