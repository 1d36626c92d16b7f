/** Testees that cannot be relied on: each is named for what it is, within its bound. */
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { host, join, leave, peer } from '../../exchange/scenario.js';
import type { Bench, SystemUnderTest } from '../system.js';
import { ACT_MS, DIAL_MS, HELLO_MS, SETTLE_MS } from './bounds.js';
import { Misbehaving, openTestee, type TesteeSetup } from './index.js';

const program = fileURLToPath(new URL('fixtures/testee.mjs', import.meta.url));
const withFault = (fault: string): TesteeSetup => ({ command: [process.execPath, program, fault] });
/** What starting a process may take, on a machine that has other things to do; milliseconds. */
const STARTING_MS = 5_000;

const running: { stop(): Promise<void> }[] = [];
afterAll(async () => {
  for (const one of running.splice(0).toReversed()) await one.stop();
});

async function opened(testee: TesteeSetup): Promise<SystemUnderTest> {
  const system = await openTestee(testee);
  running.push(system);
  return system;
}

async function worldOf(testee: TesteeSetup): Promise<Bench> {
  const system = await opened(testee);
  const bench = await system.open({ id: 'world', seats: [host('ann')], answerMs: 2_000 }, () => {});
  running.push({ stop: () => bench.close() });
  return bench;
}

/** What is said of it, and how long that took. */
async function blamed(work: () => Promise<unknown>): Promise<{ how: string; message: string; tookMs: number }> {
  const began = performance.now();
  try {
    await work();
  } catch (error) {
    expect(error).toBeInstanceOf(Misbehaving);
    const { how, message } = error as Misbehaving;
    expect(message.split('\n')).toHaveLength(1);
    return { how, message, tookMs: performance.now() - began };
  }
  throw new Error('nothing was wrong');
}

describe('before anything is asked of it', () => {
  test('exits early: its exit code and its last words are told', async () => {
    const { how, message, tookMs } = await blamed(() => opened(withFault('exits')));
    expect(how).toBe('exits early');
    expect(message).toContain('exit code 5');
    expect(message).toContain('a line that is no message');
    expect(tookMs).toBeLessThan(STARTING_MS);
  });

  test('is no program at all', async () => {
    const { message } = await blamed(() => opened({ command: ['/no/such/testee'] }));
    expect(message).toContain('cannot start "/no/such/testee"');
  });

  test('speaks another version', async () => {
    const { how, message } = await blamed(() => opened(withFault('other-version')));
    expect(how).toBe('speaks another version');
    expect(message).toContain('"9.9"');
  });

  test.concurrent('hangs: no hello', async () => {
    const { how, message, tookMs } = await blamed(() => opened(withFault('mute')));
    expect(how).toBe('hangs');
    expect(message).toContain('no answer to "hello" within 10 s');
    expect(tookMs).toBeGreaterThanOrEqual(HELLO_MS);
    expect(tookMs).toBeLessThan(HELLO_MS + STARTING_MS);
  });

  const dialling = { host: '127.0.0.1', port: 0, waitMs: 500, announce: () => {} };

  test.concurrent('never dials back, although it was started with an address', async () => {
    const { how, message, tookMs } = await blamed(() => opened({ ...withFault('never-dials'), dialling }));
    expect(how).toBe('never dials back');
    expect(message).toMatch(/nobody has opened ws:\/\/127\.0\.0\.1:\d+\/testee within 10 s/);
    expect(tookMs).toBeLessThan(DIAL_MS + STARTING_MS);
  });

  test('nobody dials within the time that was given', async () => {
    const { how, tookMs } = await blamed(() => opened({ dialling }));
    expect(how).toBe('never dials back');
    expect(tookMs).toBeLessThan(dialling.waitMs + 1_000);
  });
});

describe('while something is asked of it', () => {
  test.each([
    ['garbage', 'writes garbage', '{\\"hullo\\":1}'],
    ['unknown-answer', 'writes garbage', 'answers command 4711, which nobody gave'],
    ['early-join', 'acknowledges before it acts', '"join" is done, and the server has heard nothing of it'],
    ['twice-join', 'answers twice', 'answers command 3 twice'],
    ['dies-join', 'exits early', 'exit code 7'],
    ['elsewhere', 'calls elsewhere', 'the client calls "/rtc"'],
    ['appends', 'calls elsewhere', 'which is "/world/world": nothing is appended to it'],
  ])('%s', async (fault, how, words) => {
    const found = await blamed(async () => {
      const bench = await worldOf(withFault(fault));
      await bench.act(join('ann'));
      await bench.settle();
    });
    expect(found).toMatchObject({ how, message: expect.stringContaining(words) });
    expect(found.tookMs).toBeLessThan(STARTING_MS);
  });

  test('says done to a leave of which the server hears nothing', async () => {
    const bench = await worldOf(withFault('early-leave'));
    await bench.act(join('ann'));
    const { how, message, tookMs } = await blamed(async () => {
      await bench.act(leave('ann'));
      await bench.settle();
    });
    expect(how).toBe('acknowledges before it acts');
    expect(message).toContain('"leave" is done');
    expect(tookMs).toBeLessThan(2_000);
  });

  test.concurrent('does not settle', async () => {
    const bench = await worldOf(withFault('deaf-settle'));
    await bench.act(join('ann'));
    const { how, message, tookMs } = await blamed(() => bench.settle());
    expect(how).toBe('hangs');
    expect(message).toContain('no answer to "settle" within 2 s');
    expect(tookMs).toBeLessThan(SETTLE_MS + 1_000);
  });

  test.concurrent('a call that never ends is not held against the testee, and is waited for no longer than its bound', async () => {
    const bench = await worldOf(withFault('deaf-end'));
    await bench.act(join('ann'));
    const began = performance.now();
    expect(await bench.act({ kind: 'end', seat: 'ann' })).toMatchObject({ kind: 'broken' });
    expect(performance.now() - began).toBeLessThan(ACT_MS + 1_000);
    await bench.act(peer({ kind: 'roomLeft', code: 1008, wording: 'own', numbering: 'next' }));
    expect(await bench.settle()).toBe('fenced');
  });

  test('after that everything fails at once, and it can be started again', async () => {
    const system = await opened(withFault('dies-join'));
    const world = { id: 'world', seats: [host('ann')], answerMs: 2_000 };
    const bench = await system.open(world, () => {});
    expect((await blamed(() => bench.act(join('ann')))).how).toBe('exits early');
    await bench.close();
    expect((await blamed(() => system.open({ ...world, id: 'other' }, () => {}))).how).toBe('exits early');
    expect(system.howEnded?.()).toContain('out of memory');
    await system.revive();
    await (await system.open(world, () => {})).close();
  });
});

describe('a testee that is as it should be', () => {
  test.each([
    ['over standard input and output', {}],
    [
      'over the WebSocket that it dials',
      { dialling: { host: '127.0.0.1', port: 0, waitMs: 1_000, announce: () => {} } },
    ],
  ])('%s', async (_, way) => {
    const bench = await worldOf({ ...withFault('none'), ...way });
    expect(await bench.act(join('ann'))).toEqual({ kind: 'done' });
    expect(await bench.act(leave('ann'))).toEqual({ kind: 'done' });
    expect(await bench.settle()).toBe('fenced');
  });

  test('the address that is given away has the name that is advertised', async () => {
    const urls: string[] = [];
    const announce = (url: string) => urls.push(url);
    await blamed(() =>
      opened({ dialling: { host: '127.0.0.1', port: 0, advertise: '10.0.2.2', waitMs: 100, announce } }),
    );
    expect(urls).toEqual([expect.stringMatching(/^ws:\/\/10\.0\.2\.2:\d+\/testee$/)]);
  });
});
