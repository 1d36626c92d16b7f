import { afterEach, expect, test } from 'vitest';
import { Code } from '../../../gen/es/index.js';
import {
  ack,
  again,
  attendee,
  close,
  cut,
  host,
  join,
  leave,
  remove,
  repeat,
  resume,
  switchRoom,
  switchWith,
  sync,
  unknownMode,
  viewer,
} from '../../exchange/scenario.js';
import {
  accepted,
  joined,
  type Peer,
  rejected,
  resumed,
  roomLeft,
  type ScriptedServer,
  scripted,
} from '../../link/scripted.test.helper.js';
import { Stage } from './stage.test.helper.js';

const open: { stop(): unknown }[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.stop();
});

async function server(answer: Parameters<typeof scripted>[0]): Promise<ScriptedServer> {
  const started = await scripted(answer);
  open.push(started);
  return started;
}

function stage(on: ScriptedServer, seats = [host('ann')], answerMs?: number): Stage {
  const made = new Stage({ url: on.url }, seats, answerMs);
  open.push({ stop: () => made.bench.close() });
  return made;
}

/** Answers the first Join by Joined with the token "one", and each Sync that is new by Accepted. */
function usual(sequences = new Map<number, number>()) {
  const next = (peer: Peer) => {
    sequences.set(peer.number, (sequences.get(peer.number) ?? 0) + 1);
    return sequences.get(peer.number) ?? 1;
  };
  return ({ kind, requestId }: { kind: { case?: string | undefined }; requestId: number }, peer: Peer): void => {
    if (kind.case === 'join') peer.say(next(peer), joined('p1', { token: 'one' }));
    if (kind.case === 'sync') peer.say(next(peer), accepted, requestId);
  };
}

test('a join has an id of its own, and everything behind it is numbered and acknowledges', async () => {
  const target = await server(usual());
  const { act, sent, bench } = bound(stage(target));
  await Promise.all([act(join('ann')), act(sync('ann'))]);
  await act(sync('ann'));
  await act(ack('ann'));
  const answered = act(sync('ann'));
  expect(await answered).toEqual({ kind: 'done' });
  const [first, ...rest] = target.heard.map(({ message }) => message);
  expect(first?.kind).toMatchObject({ case: 'join', value: { roomId: 'world/blue', participantId: 'ann' } });
  expect(first?.kind.case === 'join' && first.kind.value.joinId).toMatch(/^[\da-f-]{36}$/);
  expect(rest.map(({ requestId, ack }) => [requestId, ack])).toEqual([
    [1, 0],
    [2, 2],
    [0, 3],
    [3, 3],
  ]);
  expect(rest[2]?.kind.case).toBe('ackOnly');
  expect(sent().map(({ request, ack }) => [request, ack])).toEqual([
    [undefined, undefined],
    [1, 0],
    [2, 2],
    [undefined, 3],
    [3, 3],
  ]);
  await bench.close();
});

test('a resumption takes the room object up: numbers go on, and the replaced line is heard until it is closed', async () => {
  const target = await server((message, peer) => {
    if (message.kind.case === 'join') peer.say(1, joined('p1', { token: 'one' }));
    if (message.kind.case === 'sync') peer.say(peer.number === 1 ? 2 : 4, accepted, message.requestId);
    if (message.kind.case !== 'resume') return;
    peer.say(0, resumed('two', 1));
    target.peer(1).say(3, { case: 'participantLeft', value: { participantId: 'x', participationId: 'p9' } });
    peer.say(3, { case: 'participantLeft', value: { participantId: 'x', participationId: 'p9' } });
    target.peer(1).close(4200);
  });
  const ann = stage(target);
  await ann.act(join('ann'));
  await ann.act(sync('ann'));
  expect(await ann.act(resume('ann'))).toEqual({ kind: 'done' });
  expect(await ann.bench.settle()).toBe('fenced');
  expect(target.heard.map(({ peer, message }) => [peer, message.kind.case, message.requestId])).toEqual([
    [1, 'join', 0],
    [1, 'sync', 1],
    [2, 'resume', 0],
    [2, 'sync', 2],
  ]);
  expect(target.heard[2]?.message.kind.value).toMatchObject({ resumeToken: 'one', sequence: 2 });
  expect(ann.shown('ann', 1).map(({ kind }) => kind)).toEqual(['joined', 'accepted', 'participantLeft', 'closed']);
  expect(ann.shown('ann', 2).map(({ kind }) => kind)).toEqual(['resumed', 'participantLeft', 'accepted']);
  expect(ann.sent[2]).toMatchObject({ connection: 2, token: 'one', sequence: 2 });
  await ann.act(resume('ann', { token: 'first', sequence: 'beyond' }));
  expect(target.heard.at(-1)?.message.kind.value).toMatchObject({ resumeToken: 'one', sequence: 1_004 });
});

test('a resumption that is refused leaves the seat where it was, on the connection that it had', async () => {
  const target = await server((message, peer) => {
    if (message.kind.case === 'join') peer.say(1, joined('p1', { token: 'one' }));
    if (message.kind.case === 'resume') peer.say(0, rejected(Code.NOT_FOUND));
    if (message.kind.case === 'sync') peer.say(2, accepted, message.requestId);
  });
  const ann = stage(target);
  await ann.act(join('ann'));
  expect(await ann.act(resume('ann', { token: 'made-up' }))).toEqual({ kind: 'refused', why: 'not_found' });
  expect(ann.sent[1]).toMatchObject({ token: 'made-up', sequence: 1 });
  await ann.act(sync('ann'));
  expect(ann.sent[2]).toMatchObject({ connection: 1, request: 1 });
});

test('anybody who has left is told so by the answer to its Resume, and joins on another connection', async () => {
  const target = await server((message, peer) => {
    if (message.kind.case === 'join') peer.say(1, joined(`p${peer.number}`, { token: `t${peer.number}` }));
    if (message.kind.case === 'resume') peer.say(0, roomLeft(1002));
    if (message.kind.case === 'sync') peer.say(2, accepted, message.requestId);
  });
  const ann = stage(target, [host('ann')], 100);
  await ann.act(join('ann'));
  await ann.act(cut('ann'));
  expect(await ann.act(resume('ann'))).toEqual({ kind: 'done' });
  await ann.act(join('ann'));
  await ann.act(sync('ann'));
  expect(ann.sent.map(({ connection, request }) => [connection, request])).toEqual([
    [1, undefined],
    [1, undefined],
    [2, undefined],
    [3, undefined],
    [3, 1],
  ]);
});

test('a repeated Join is the same message, on another connection', async () => {
  const target = await server((message, peer) => {
    if (message.kind.case === 'join' && peer.number === 2) peer.say(1, joined('p1', { token: 'one' }));
  });
  const ann = stage(target);
  const lost = ann.act(join('ann'));
  await ann.act(cut('ann'));
  expect(await lost).toEqual({ kind: 'broken', why: 'the connection was cut' });
  expect(await ann.act(repeat('ann'))).toEqual({ kind: 'done' });
  const [first, second] = target.heard.map(({ message }) => message);
  expect(second).toEqual(first);
  expect(ann.sent.map(({ connection }) => connection)).toEqual([1, 1, 2]);
});

test('a request is sent again with its number, and is waited for only where its answer is owed', async () => {
  let lastRequest = 0;
  const target = await server((message, peer) => {
    if (message.kind.case === 'join') peer.say(1, joined('p1', { token: 'one' }));
    if (message.kind.case === 'resume') peer.say(0, resumed('two', lastRequest));
    if (message.kind.case === 'remove' && peer.number === 2 && message.requestId === 1)
      peer.say(2, accepted, message.requestId);
  });
  const ann = stage(target);
  await ann.act(join('ann'));
  const lost = ann.act(remove('ann', 'nobody'));
  await ann.act(cut('ann'));
  await lost;
  await ann.act(resume('ann'));
  // The server has not taken it up: the answer comes.
  expect(await ann.act(again('ann'))).toEqual({ kind: 'done' });
  expect(ann.shown('ann', 2).at(-1)).toMatchObject({ kind: 'accepted', replyTo: 1 });
  // It has been answered: nothing comes any more.
  expect(await ann.act(again('ann'))).toEqual({ kind: 'done' });
  lastRequest = 2;
  const taken = ann.act(remove('ann', 'nobody'));
  await ann.act(cut('ann'));
  await taken;
  await ann.act(resume('ann'));
  // The server has taken it up, and answers it by itself or never.
  expect(await ann.act(again('ann'))).toEqual({ kind: 'done' });
  await target.arrived(8);
  const removes = target.heard.filter(({ message }) => message.kind.case === 'remove');
  expect(removes.map(({ peer, message }) => [peer, message.requestId, message.ack])).toEqual([
    [1, 1, 1],
    [2, 1, 1],
    [2, 1, 2],
    [2, 2, 2],
    [3, 2, 2],
  ]);
  const againSent = ann.sent.filter(({ action }) => action?.kind === 'again');
  expect(againSent.map(({ request, ack }) => [request, ack])).toEqual([
    [1, 1],
    [1, 2],
    [2, 2],
  ]);
});

test('a switch goes on on the same line, with a new participation and its token', async () => {
  const target = await server((message, peer) => {
    if (message.kind.case === 'join') peer.say(1, joined('p1', { token: 'one' }));
    if (message.kind.case === 'switchRoom')
      peer.say(2, joined('p2', { token: 'two', session: 'other' }), message.requestId);
    if (message.kind.case === 'remove') peer.say(3, accepted, message.requestId);
    if (message.kind.case === 'resume') peer.say(0, resumed('three'));
  });
  const ann = stage(target);
  await ann.act(join('ann'));
  expect(await ann.act(switchRoom('ann', 'green'))).toEqual({ kind: 'done' });
  expect(target.heard[1]?.message.kind.value).toMatchObject({ roomId: 'world/green', accessToken: '' });
  await ann.act(remove('ann', 'ann'));
  expect(ann.sent[2]).toMatchObject({ request: 2, target: 'p2', connection: 1 });
  await ann.act(resume('ann'));
  expect(ann.sent[3]).toMatchObject({ token: 'two', sequence: 3 });
});

test('a refused switch is an answer, and so is RoomLeft to a change of mode', async () => {
  const target = await server((message, peer) => {
    if (message.kind.case === 'join') peer.say(1, joined('p1'));
    if (message.kind.case === 'switchRoom') peer.say(2, rejected(Code.INVALID_ARGUMENT), message.requestId);
    if (message.kind.case !== 'changeMode') return;
    if (message.kind.value.mode === 1) {
      peer.say(4, roomLeft(1003), message.requestId);
      peer.close(4003);
    } else peer.say(3, rejected(Code.INVALID_ARGUMENT), message.requestId);
  });
  const ann = stage(target);
  await ann.act(join('ann'));
  expect(await ann.act(switchRoom('ann', 'blue'))).toEqual({ kind: 'refused', why: 'invalid_argument' });
  expect(await ann.act(unknownMode('ann'))).toEqual({ kind: 'refused', why: 'invalid_argument' });
  expect(await ann.act(viewer('ann'))).toEqual({ kind: 'done' });
  expect(await ann.bench.settle()).toBe('fenced');
  expect(ann.shown('ann', 1).at(-1)).toEqual({ kind: 'closed', code: 4003 });
});

test('Heartbeat is shown, and answered at once without a record', async () => {
  const target = await server((message, peer) => {
    if (message.kind.case === 'join') {
      peer.say(1, joined('p1'));
      peer.say(0, { case: 'heartbeat', value: {} });
    }
    if (message.kind.case === 'ackOnly') peer.say(2, { case: 'participantLeft', value: { participationId: 'p9' } });
  });
  const ann = stage(target);
  await ann.act(join('ann'));
  await ann.until(() => ann.shown('ann', 1).length === 3);
  expect(ann.shown('ann', 1)[1]).toEqual({ kind: 'heartbeat', sequence: 0, replyTo: 0 });
  expect(target.heard[1]?.message).toMatchObject({ requestId: 0, ack: 1, kind: { case: 'ackOnly' } });
  expect(ann.sent).toHaveLength(1);
});

test('256 messages are not left unacknowledged', async () => {
  const target = await server((message, peer) => {
    if (message.kind.case === 'join') {
      peer.say(1, joined('p1'));
      for (let sequence = 2; sequence <= 300; sequence += 1)
        peer.say(sequence, { case: 'participantLeft', value: { participationId: `p${sequence}` } });
    }
    if (message.kind.case === 'ackOnly') peer.close(4000);
  });
  const ann = stage(target);
  await ann.act(join('ann'));
  await ann.until(() => ann.shown('ann', 1).at(-1)?.kind === 'closed');
  expect(target.heard.slice(1).map(({ message }) => [message.kind.case, message.ack])).toEqual([['ackOnly', 256]]);
});

test('a replaced line that is not closed is waited for, and the wait ends', async () => {
  const target = await server((message, peer) => {
    if (message.kind.case === 'join') peer.say(1, joined('p1', { token: 'one' }));
    if (message.kind.case === 'resume') peer.say(0, resumed('two'));
    if (message.kind.case === 'sync') peer.say(2, accepted, message.requestId);
  });
  const ann = stage(target, [host('ann')], 500);
  await ann.act(join('ann'));
  await ann.act(resume('ann'));
  expect(await ann.bench.settle()).toBe('fenced');
  expect(ann.sent.at(-1)).toMatchObject({ connection: 2 });
});

test('a resumption that is not answered is overdue, and the world unreachable', async () => {
  const target = await server((message, peer) => {
    if (message.kind.case === 'join') peer.say(1, joined('p1', { token: 'one' }));
  });
  const ann = stage(target, [host('ann')], 50);
  await ann.act(join('ann'));
  await ann.act(cut('ann'));
  expect(await ann.act(resume('ann'))).toMatchObject({ kind: 'broken' });
  expect(ann.records.at(-1)).toMatchObject({ kind: 'overdue', connection: 2, afterMs: 50 });
  expect(await ann.bench.settle()).toBe('unreachable');
});

test('a join needs the token that it was given before anything behind it is sent', async () => {
  const target = await server(usual());
  const made: unknown[] = [];
  const tokens = async (claims: unknown) => {
    made.push(claims);
    return `token-${made.length}`;
  };
  const bob = new Stage({ url: target.url, tokens }, [attendee('bob', 'robert')], 50);
  open.push({ stop: () => bob.bench.close() });
  await Promise.all([bob.act(join('bob', 'green')), bob.act(sync('bob'))]);
  await bob.act(switchWith('missing', 'bob', 'blue'));
  expect(made).toEqual([{ room: 'world/green', participant: 'robert', role: 'attendee', expiresInS: 3_600 }]);
  expect(target.heard.map(({ message }) => message.kind.case)).toEqual(['join', 'sync', 'switchRoom']);
  expect(target.heard[0]?.message.kind.value).toMatchObject({ accessToken: 'token-1', participantId: 'robert' });
});

test('a close behind a join waits until the join has its token and is sent', async () => {
  const target = await server(() => {});
  const tokens = async () => 'token';
  const ann = new Stage({ url: target.url, tokens }, [host('ann')]);
  open.push({ stop: () => ann.bench.close() });
  const steps = [ann.act(join('ann')), ann.act(leave('ann')), ann.act(close('ann', 4101))];
  await Promise.all(steps);
  await target.arrived(2);
  expect(target.heard.map(({ message }) => message.kind.case)).toEqual(['join', 'leave']);
});

/** The parts of a stage as functions. */
function bound(made: Stage) {
  return { act: made.act.bind(made), sent: () => made.sent, bench: made.bench };
}
