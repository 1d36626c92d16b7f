// Stories whose times and numbers matter; that the rules hold in every state is for the exploration to show.
import { describe, expect, test } from 'vitest';
import {
  type ClientConfig,
  type ClientEffect,
  type ClientEvent,
  type ClientState,
  defaultClientConfig,
  enabledTimers,
  notBegun,
  stateNameOf,
  stepClient,
} from './index.js';

const config: ClientConfig = { ...defaultClientConfig, firstWaitMs: 100, longestWaitMs: 1000, attemptMs: 10_000 };

/** What becomes of a room object by some events, and all that it did at the last of them. */
function become(...events: readonly ClientEvent[]): {
  readonly client: ClientState;
  readonly effects: readonly ClientEffect[];
} {
  let client = notBegun;
  let effects: readonly ClientEffect[] = [];
  for (const event of events) [client, effects] = stepClient(config, client, event);
  return { client, effects };
}

const begin: ClientEvent[] = [
  { type: 'join', joinId: 'secret' },
  { type: 'opened', connection: 1 },
];

const joined = (resumeWindowMs: number, heartbeatTimeoutMs = 0): ClientEvent => ({
  type: 'message',
  connection: 1,
  sequence: 1,
  replyTo: 0,
  message: {
    kind: 'joined',
    session: 's',
    participation: 'me',
    roster: [],
    token: 'token',
    lastRequest: 0,
    resumeWindowMs,
    heartbeatTimeoutMs,
  },
});

const lost = (connection: number): ClientEvent => ({ type: 'closed', connection, code: 1006 });
const failed = (connection: number): ClientEvent => ({ type: 'failed', connection });
const again: ClientEvent = { type: 'timer', timer: 'next attempt' };

const startOf = (effects: readonly ClientEffect[], name: string) =>
  effects.find((one) => one.kind === 'start' && one.timer === name);

test('a loss is followed by an attempt at once, and a budget of the window and the time-out together', () => {
  const { client, effects } = become(...begin, joined(4000, 1500), lost(1));
  expect(effects).toContainEqual(expect.objectContaining({ kind: 'open', connection: 2, first: 'resume' }));
  expect(startOf(effects, 'resume budget')).toMatchObject({ ms: 5500 });
  expect(startOf(effects, 'attempt')).toMatchObject({ ms: 10_000 });
  const opened = become(...begin, joined(4000, 1500), lost(1), { type: 'opened', connection: 2 });
  expect(startOf(opened.effects, 'attempt')).toMatchObject({ ms: 1500 });
  expect(stateNameOf(client)).toBe('reconnecting');
});

test('waits are spread, grow with each failure, and never take more than a quarter of the window', () => {
  const story = [...begin, joined(1500), lost(1)];
  const waits: unknown[] = [];
  for (let connection = 2; connection < 7; connection += 1) {
    story.push(failed(connection));
    waits.push(startOf(become(...story).effects, 'next attempt'));
    story.push(again);
  }
  expect(waits).toMatchObject([100, 200, 375, 375, 375].map((ms) => ({ ms, spread: true })));
});

test('before Joined waits grow up to their longest', () => {
  const story: ClientEvent[] = [{ type: 'join', joinId: 'secret' }];
  const waits: unknown[] = [];
  for (let connection = 1; connection < 6; connection += 1) {
    story.push(failed(connection));
    waits.push(startOf(become(...story).effects, 'next attempt'));
    story.push(again);
  }
  expect(waits).toMatchObject([100, 200, 400, 800, 1000].map((ms) => ({ ms })));
});

test('each frame starts the time for silence anew', () => {
  const beat: ClientEvent = { type: 'message', connection: 1, sequence: 0, replyTo: 0, message: { kind: 'heartbeat' } };
  expect(startOf(become(...begin, joined(0, 1500), beat).effects, 'silence')).toMatchObject({ ms: 1500 });
});

test('the plain times lie inside of what the clauses allow', () => {
  expect(defaultClientConfig.leavePatienceMs).toBeGreaterThanOrEqual(2000);
  expect(defaultClientConfig.leaveBoundMs).toBeLessThan(5000);
  expect(defaultClientConfig.leavePatienceMs).toBeLessThan(defaultClientConfig.leaveBoundMs);
  expect(defaultClientConfig.joinLimitMs).toBeLessThanOrEqual(30_000);
  expect(defaultClientConfig.ackEvery).toBe(256);
});

test('leave() while nobody listens tries at once, whatever wait is on', () => {
  const story = [...begin, joined(60_000), lost(1), failed(2)];
  const { effects } = become(...story, { type: 'leave', call: 1 });
  expect(effects).toContainEqual(expect.objectContaining({ kind: 'open', connection: 3 }));
  expect(effects).toContainEqual(expect.objectContaining({ kind: 'stop', timer: 'next attempt' }));
});

test('leave() before anything was said is over at once', () => {
  const { client, effects } = become({ type: 'join', joinId: 'secret' }, { type: 'leave', call: 1 });
  expect(client.left).toMatchObject({ code: 1101, source: 'LOCAL' });
  expect(effects.map(({ kind }) => kind)).toEqual(['close', 'settle', 'tell', 'stop', 'stop']);
});

describe('a close that crosses the goodbye', () => {
  const goodbye: ClientEvent[] = [
    ...begin,
    joined(0),
    { type: 'leave', call: 1 },
    { type: 'timer', timer: 'leave patience' },
  ];

  test("with the same code is an echo, and nobody's word", () => {
    const { client } = become(...goodbye, { type: 'closed', connection: 1, code: 4101 });
    expect(client.left).toMatchObject({ code: 1101, source: 'LOCAL' });
  });

  test('with another one is what the server has closed with', () => {
    const { client } = become(...goodbye, { type: 'closed', connection: 1, code: 4002 });
    expect(client.left).toMatchObject({ code: 1002, source: 'SERVER' });
  });
});

test('nothing is enabled before it begins, or once it is over', () => {
  expect(enabledTimers(notBegun)).toEqual([]);
  expect(enabledTimers(become(...begin, joined(0), lost(1)).client)).toEqual([]);
});
