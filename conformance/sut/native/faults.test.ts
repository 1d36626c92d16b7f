import { afterEach, expect, test } from 'vitest';
import { cut, delay, freeze, heal, host, join, leave, resume, sync } from '../../exchange/scenario.js';
import { accepted, joined, resumed, type ScriptedServer, scripted } from '../../link/scripted.test.helper.js';
import { Stage } from './stage.test.helper.js';

const open: (() => void)[] = [];
afterEach(() => {
  for (const stop of open.splice(0)) stop();
});

/** A server that answers everything; `seats`: only ann. */
async function meeting() {
  const server: ScriptedServer = await scripted(({ requestId, kind }, peer) => {
    if (kind.case === 'join') peer.say(1, joined('p1', { token: 't1' }));
    else if (kind.case === 'resume') peer.say(0, resumed('t2'));
    else if (requestId > 0) peer.say(requestId + 1, accepted, requestId);
  });
  const stage = new Stage(server, [host('ann')]);
  open.push(() => stage.bench.close(), server.stop);
  await stage.act(join('ann'));
  return { server, stage };
}

const kinds = (server: ScriptedServer) => server.heard.map(({ message }) => message.kind.case);

test('on a frozen connection a request has no answer, and nobody waits for one; it passes when the connection heals', async () => {
  const { server, stage } = await meeting();
  await stage.act(freeze('ann'));
  expect(await stage.act(sync('ann'))).toEqual({ kind: 'done' });
  expect(await stage.bench.settle()).toBe('fenced');
  expect(kinds(server)).toEqual(['join']);
  await stage.act(heal('ann'));
  await stage.until(() => stage.shown('ann', 1).some(({ kind }) => kind === 'accepted'));
  expect(kinds(server)).toEqual(['join', 'sync']);
});

test('anybody who waits for an answer when its connection freezes is let go', async () => {
  const { server, stage } = await meeting();
  const asked = stage.act(sync('ann'));
  await stage.act(freeze('ann'));
  await asked;
  expect(stage.records.map(({ kind }) => kind)).not.toContain('overdue');
  await server.arrived(2);
});

test('a frozen connection does not answer Heartbeat before it heals', async () => {
  const { server, stage } = await meeting();
  await stage.act(freeze('ann'));
  server.peer(1).say(0, { case: 'heartbeat', value: {} });
  server.peer(1).say(2, { case: 'participantLeft', value: { participationId: 'p2', participantId: 'bob' } });
  await stage.act(resume('ann'));
  expect(kinds(server)).toEqual(['join', 'resume']);
  expect(stage.shown('ann', 1).map(({ kind }) => kind)).toEqual(['joined']);
  await stage.act(heal('ann'));
  await stage.until(() => stage.shown('ann', 1).length === 3);
  expect(stage.shown('ann', 1).map(({ kind }) => kind)).toEqual(['joined', 'heartbeat', 'participantLeft']);
  // Another connection carries it now: what is said on this one would be no word of it.
  expect(kinds(server)).toEqual(['join', 'resume']);
});

test('a close shows when the connection heals', async () => {
  const { server, stage } = await meeting();
  await stage.act(freeze('ann'));
  server.peer(1).close(4002);
  await stage.act(leave('ann'));
  expect(stage.shown('ann', 1).map(({ kind }) => kind)).toEqual(['joined']);
  await stage.act(heal('ann'));
  await stage.until(() => stage.shown('ann', 1).length === 2);
  expect(stage.shown('ann', 1)[1]).toEqual({ kind: 'closed', code: 4002 });
});

test('a slow connection is as slow in both directions', async () => {
  const { stage } = await meeting();
  await stage.act(delay('ann', 30));
  const started = performance.now();
  await stage.act(sync('ann'));
  expect(performance.now() - started).toBeGreaterThanOrEqual(60 - 2);
});

test('a reset is a loss without a word', async () => {
  const { server, stage } = await meeting();
  await stage.act(cut('ann', 'reset'));
  await stage.act(resume('ann'));
  expect(stage.shown('ann', 1).map(({ kind }) => kind)).toEqual(['joined']);
  expect(kinds(server)).toEqual(['join', 'resume']);
});
