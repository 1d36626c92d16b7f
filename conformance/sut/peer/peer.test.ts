/** The peer by itself: lawful until a deed makes it otherwise. Its clients are real sockets. */
import { afterEach, describe, expect, test } from 'vitest';
import { encodeClientSpeech } from '../../link/client-codec.js';
import { ask, end, join, joined, Stage } from './stage.test.helper.js';

afterEach(end);

describe('lawfully', () => {
  test('a request of every kind has its answer, and Leave the last word', async () => {
    const stage = await Stage.open();
    const client = await joined(stage);
    client.send(encodeClientSpeech(ask('sync', 1)));
    client.send(encodeClientSpeech(ask('unknown', 2)));
    client.send(encodeClientSpeech({ kind: 'remove', participation: 'bob-1', request: 3, ack: 1 }));
    client.send(encodeClientSpeech({ kind: 'remove', participation: 'nobody', request: 4, ack: 1 }));
    client.send(encodeClientSpeech({ kind: 'switch', room: 'green', accessToken: '', request: 5, ack: 1 }));
    client.send(encodeClientSpeech(ask('leave', 6)));
    await stage.until(() => client.seen.includes('close 4101'));
    expect(client.seen).toEqual([
      'joined 1',
      'accepted 2',
      'rejected 3 unimplemented',
      'participantLeft 4 1002',
      'accepted 5',
      'rejected 6 not_found',
      'joined 7',
      'roomLeft 8 1101',
      'close 4101',
    ]);
  });

  test('a Resume is told what was missed, a second time too, and a made-up token nothing', async () => {
    const stage = await Stage.open();
    const client = await joined(stage);
    stage.do({ kind: 'cut', how: 'reset' });
    stage.do({ kind: 'participantLeft', who: 'bob', code: 1042, wording: 'none', numbering: 'next' });
    await stage.until(() => client.seen.includes('close 1006'));
    for (const token of [stage.token, 'made-up']) {
      const next = await stage.client();
      next.send(encodeClientSpeech({ kind: 'resume', token, sequence: 1, ack: 1 }));
      const expected = token === 'made-up' ? ['rejected 0 not_found'] : ['resumed 0', 'participantLeft 2 1042'];
      await stage.until(() => next.seen.length === expected.length);
      expect(next.seen).toEqual(expected);
    }
  });

  test('a repeated Join is answered as it first was, and takes the old connection away', async () => {
    const stage = await Stage.open();
    const first = await joined(stage);
    const second = await joined(stage);
    await stage.until(() => first.seen.includes('close 4200'));
    second.send(encodeClientSpeech(ask('end', 1)));
    await stage.until(() => second.seen.includes('roomLeft 2 1008'));
    const third = await stage.client();
    third.send(encodeClientSpeech(join()));
    await stage.until(() => third.seen.length > 0);
    expect(third.seen).toEqual(['roomLeft 0 1008']);
  });

  test('what no client may send is noted, and closed upon', async () => {
    const stage = await Stage.open();
    const client = await stage.client();
    client.send('text');
    await stage.until(() => client.seen.includes('close 1003'));
    expect(stage.notes).toContainEqual({ kind: 'unreadable', what: 'a text frame on the binary subprotocol' });
    const early = await stage.client();
    early.send(encodeClientSpeech(ask('leave', 1)));
    await stage.until(() => early.seen.includes('close 1002'));
    await stage.until(() => stage.notes.at(-1)?.kind === 'closed');
    expect(stage.notes.at(-1)).toEqual({ kind: 'closed', code: 1002, by: 'server' });
  });
});

describe('by deeds', () => {
  test('numbers that are none, repeated, or leave a gap', async () => {
    const stage = await Stage.open();
    const client = await joined(stage);
    const left = { kind: 'participantLeft', who: 'eve', code: 'absent', wording: 'own' } as const;
    for (const numbering of ['next', 'zero', 'repeat', 'gap', 'next'] as const) stage.do({ ...left, numbering });
    await stage.until(() => client.seen.length === 6);
    expect(client.seen.slice(1).map((word) => word.split(' ')[1])).toEqual(['2', '0', '2', '4', '5']);
  });

  test('a request that is never answered is not taken up', async () => {
    const stage = await Stage.open();
    const client = await joined(stage);
    stage.do({ kind: 'answer', demand: 'leave', answer: { how: 'never' } });
    client.send(encodeClientSpeech(ask('leave', 1)));
    await stage.until(() => stage.world.heard.some(({ message }) => message === 'leave'));
    stage.do({ kind: 'cut', how: 'fin' });
    stage.do({ kind: 'answer', demand: 'leave', answer: { how: 'roomLeft', code: 1002, wording: 'foreign' } });
    const next = await stage.client();
    next.send(encodeClientSpeech({ kind: 'resume', token: stage.token, sequence: 1, ack: 1 }));
    await stage.until(() => next.seen.includes('resumed 0'));
    expect(stage.notes.findLast((note) => note.kind === 'said')).toMatchObject({ said: { lastRequest: 0 } });
    next.send(encodeClientSpeech(ask('leave', 1)));
    await stage.until(() => next.seen.includes('roomLeft 2 1002'));
    expect(stage.notes.findLast((note) => note.kind === 'said')).toMatchObject({
      said: { replyTo: 0, text: 'Participant left the meeting.' },
    });
  });

  test('frozen, nothing passes in either direction until it is healed', async () => {
    const stage = await Stage.open();
    const client = await joined(stage);
    stage.do({ kind: 'freeze' });
    stage.do({ kind: 'participantJoined', who: 'eve', numbering: 'next' });
    client.send(encodeClientSpeech(ask('sync', 1)));
    const other = await stage.client();
    other.send(encodeClientSpeech(join('another')));
    await stage.until(() => other.seen.length > 0);
    expect(client.seen).toEqual(['joined 1']);
    expect(stage.world.heard.map(({ message }) => message)).not.toContain('sync');
    stage.do({ kind: 'heal' });
    await stage.until(() => client.seen.includes('participantJoined 2'));
    await stage.until(() => stage.world.heard.some(({ message }) => message === 'sync'));
  });

  test('an upgrade is refused, broken off, or goes through without a subprotocol', async () => {
    const stage = await Stage.open();
    for (const [manner, how] of [
      [{ how: 'reject', code: 'unavailable' }, 'other-answer'],
      [{ how: 'cut' }, 'broken'],
      [{ how: 'without-subprotocol' }, 'subprotocol'],
    ] as const) {
      stage.do({ kind: 'answer', demand: 'connect', answer: manner });
      await expect(stage.client()).rejects.toMatchObject({ how });
    }
    expect(stage.world.heard.map(({ message }) => message)).toEqual(['connect', 'connect', 'connect']);
  });

  test('a close stands for a departure where its code does, and else for a loss', async () => {
    const stage = await Stage.open();
    await joined(stage);
    stage.do({ kind: 'close', code: 4002 });
    expect(stage.world.roomObject?.departure).toMatchObject({ code: 1002 });
    const again = await stage.client();
    again.send(encodeClientSpeech(join('another')));
    await stage.until(() => again.seen.length > 0);
    stage.do({ kind: 'close', code: 1000 });
    expect(stage.world.roomObject?.departure).toBeUndefined();
    expect(stage.world.bound).toBeUndefined();
  });

  test('what a later revision says is read by this one', async () => {
    const stage = await Stage.open();
    const announcement = { resumeWindowMs: 0, heartbeatIntervalMs: 20, heartbeatTimeoutMs: 60, later: true };
    stage.do({ kind: 'announce', announcement });
    const client = await joined(stage);
    stage.do({ kind: 'unknown', numbering: 'next' }, { kind: 'crowd', count: 2 });
    await stage.until(() => client.seen.includes('heartbeat 0'));
    expect(client.seen.slice(1, 4)).toEqual([
      'a ServerMessage of an unknown kind',
      'participantJoined 3',
      'participantJoined 4',
    ]);
  });
});

test('what is done to the client is done to the connection over which it speaks', async () => {
  const stage = await Stage.open();
  const client = await joined(stage);
  const beside = await stage.client();
  stage.do({ kind: 'close', code: 4002 });
  await stage.until(() => client.seen.length === 2);
  expect(client.seen).toEqual(['joined 1', 'close 4002']);
  expect(beside.seen).toEqual([]);
});

test('a client that reconnects for ever does not flood the record: from the 51st on, its connections wait', async () => {
  const stage = await Stage.open();
  for (let count = 1; count <= 50; count += 1) (await stage.client()).reset();
  const began = performance.now();
  await stage.client();
  expect(performance.now() - began).toBeGreaterThan(95);
  expect(stage.notes.filter(({ kind }) => kind === 'heard')).toHaveLength(51);
});
