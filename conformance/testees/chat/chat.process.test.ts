/** The example of `adjourn/testee`: drives its chat, and passes on what the chat says in the chat's own words. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dist, start } from '../../cli/launch.test.helper.js';

type Json = Record<string, unknown>;

const chat = join(dist, 'conformance/testees/chat/main.js');
const { execPath: command } = process;

let child: ChildProcess;
let give: (command: Json) => Promise<{ answer: Json; told: Json[] }>;

beforeAll(() => {
  const program = spawn(command, [chat], { stdio: 'pipe' });
  child = program;
  const lines = createInterface({ input: program.stdout })[Symbol.asyncIterator]();
  let last = 0;
  /** Gives a command, and resolves with its answer and what was told before it. */
  give = async (command) => {
    last += 1;
    program.stdin.write(`${JSON.stringify({ id: last, ...command })}\n`);
    const told: Json[] = [];
    for (;;) {
      const { id, told: news, ...answer } = JSON.parse((await lines.next()).value);
      if (id === last) return { answer, told };
      told.push({ [news.seat]: news.event });
    }
  };
});
afterAll(async () => {
  const ended = once(child, 'exit');
  child.stdin?.end();
  expect(await ended).toEqual([0, null]);
});

const act = (seat: string, action: Json) => give({ act: { world: 'w', action: { seat, ...action } } });
const ann = { participant: 'ann', participation: 'stay-1', role: 'ROLE_HOST' };
const bob = { participant: 'bob', participation: 'stay-2', role: 'ROLE_ATTENDEE' };

test('a meeting of the chat, from hello to close', async () => {
  expect((await give({ hello: { version: '1.0' } })).answer).toMatchObject({ ready: { side: 'TESTEE_SIDE_SYSTEM' } });
  const seats = [
    { name: 'ann', ...ann },
    { name: 'bob', ...bob },
    { name: 'phone', ...bob },
  ];
  await give({ open: { world: 'w', url: '', seats } });
  expect(await act('ann', { join: { room: 'blue' } })).toEqual({
    answer: { done: {} },
    told: [{ ann: { joined: { participation: 'stay-1' }, list: { members: [] } } }],
  });
  expect(await act('bob', { join: { room: 'blue' } })).toEqual({
    answer: { done: {} },
    told: [
      { bob: { joined: { participation: 'stay-2' }, list: { members: [ann] } } },
      { ann: { participantJoined: bob } },
    ],
  });
  const refusal = async (seat: string, action: Json) => (await act(seat, action)).answer;
  expect(await refusal('phone', { join: { room: 'blue' } })).toMatchObject({ refused: { native: 'NICK_TAKEN' } });
  expect(await refusal('bob', { end: {} })).toMatchObject({ refused: { native: 'NOT_OWNER' } });
  expect(await refusal('ann', { remove: { target: 'nobody' } })).toMatchObject({ refused: { native: 'NOT_HERE' } });
  expect(await refusal('ann', { cut: {} })).toEqual({ unsupported: {} });
  expect(await act('ann', { remove: { target: 'stay-2' } })).toEqual({
    answer: { done: {} },
    told: [
      { ann: { participantLeft: { participant: 'bob', participation: 'stay-2', native: 'kicked' } } },
      { bob: { roomLeft: { native: 'kicked' } } },
    ],
  });
  expect(await act('ann', { leave: {} })).toEqual({
    answer: { done: {} },
    told: [{ ann: { roomLeft: { native: 'quit' } } }],
  });
  expect((await give({ close: { world: 'w' } })).answer).toEqual({ done: {} });
});

test.each([
  ['over standard input and output', []],
  ['where it dials the suite', ['--listen', '127.0.0.1:0']],
])('the suite has a verdict for it, %s', async (_, way) => {
  const folder = mkdtempSync(join(tmpdir(), 'chat-'));
  try {
    const args = ['--seed', '7', '--reporter', 'json', ...way, '--', command, chat];
    const run = await start(folder, 'test', 'system', ...args).ended;
    expect(run.code, run.stderr).toBe(0);
    const { cases } = JSON.parse(run.stdout);
    expect(cases).toContainEqual(expect.objectContaining({ id: 'server/race-departures', verdict: 'VERDICT_PASS' }));
  } finally {
    rmSync(folder, { recursive: true });
  }
});
