import { afterEach, describe, expect, test } from 'vitest';
import { mutants } from '../../mutants/index.js';
import { type ServeOptions, serve, type Wrap } from '../../reference/server/index.js';
import { openNative } from '../../sut/native/index.js';
import { examine } from './index.js';

const running: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
});

/** What is not good, of the reference server with something changed; one line each. */
async function complaints(options: Omit<ServeOptions, 'port'> = {}): Promise<string[]> {
  const server = await serve({ port: 0, ...options });
  running.push(server);
  const { findings, runs } = await examine(await openNative({ url: server.url }));
  expect(runs).toBe(true);
  expect(findings.length).toBeGreaterThanOrEqual(7);
  return findings.filter(({ mark }) => mark !== 'good').map(({ mark, found }) => `${mark} ${found}`);
}

const ofMutant = (name: string): Promise<string[]> => complaints({ wrap: mutants[name]?.wrap as Wrap });

/** Events of these types, and requests of these kinds, never reach the machine. */
const deafTo =
  (...kinds: string[]): Wrap =>
  (parts) => ({
    ...parts,
    machine: (config, room, event) =>
      kinds.includes(event.type === 'ask' ? event.ask.kind : event.type)
        ? [room, []]
        : parts.machine(config, room, event),
  });

/** The same participant under another name. */
const another = <T extends { readonly participant: string }>(somebody: T, name: string): T => ({
  ...somebody,
  participant: `${somebody.participant} ${name}`,
});

test('finds nothing the matter with the reference server', async () => {
  expect(await complaints()).toEqual([]);
});

test('says what is not declared, and how long the window is', async () => {
  expect(await complaints({ config: { remove: false, extendedCodes: false } })).toEqual(['note declares room_order']);
  expect(await complaints({ config: { resumeWindowMs: 300 } })).toEqual([]);
  expect(await complaints({ config: { resumeWindowMs: 30_000 } })).toEqual([
    'note has a resume window of 30.0 s',
    'note does not tell of a cut connection within 4.5 s',
  ]);
});

describe('says in one line what is wrong with', () => {
  test.each([
    ['eager-sync', /^bad answers before it has acted: news of a Leave came \d+ ms after/],
    ['late-effects', /^bad answers before it has acted: news of a Leave came \d+ ms after/],
    ['attendee-ends', /^bad lets an attendee end the meeting/],
    ['mute-leaver', /^bad does not answer a Leave with RoomLeft/],
  ])('the mutant %s', async (name, words) => {
    expect(await ofMutant(name)).toContainEqual(expect.stringMatching(words));
  });

  const wraps: readonly (readonly [string, Wrap, string])[] = [
    [
      'a server that never closes',
      (parts) => ({ ...parts, close: () => {} }),
      'bad leaves the connection open after RoomLeft 1101',
    ],
    [
      'a server that closes with 1000',
      (parts) => ({ ...parts, close: (outlet) => outlet.close(1000) }),
      'bad closes with 1000 after RoomLeft 1101',
    ],
    [
      'a server that tells nobody of a Leave',
      (parts) => ({
        ...parts,
        deliver: (outlet, message, sequence) =>
          message.kind !== 'participantLeft' && parts.deliver(outlet, message, sequence),
      }),
      'bad does not tell those who stay of a Leave that it has answered',
    ],
    ['a server that keeps those who are lost', deafTo('lost'), 'bad does not tell of a cut connection within 2.3 s'],
    [
      'a server that takes a loss for a leave',
      (parts) => ({
        ...parts,
        machine: (config, room, event) =>
          parts.machine(config, room, event.type === 'lost' ? { ...event, type: 'goodbye' } : event),
      }),
      'with another reason than 1001',
    ],
    [
      'a server that does not answer nonsense',
      deafTo('unknown'),
      'bad does not refuse a request of an unknown kind (no answer within 2000 ms)',
    ],
    [
      'a server that accepts nonsense',
      (parts) => ({
        ...parts,
        machine: (config, room, event) =>
          parts.machine(
            config,
            room,
            event.type === 'ask' && event.ask.kind === 'unknown' ? { ...event, ask: { kind: 'sync' } } : event,
          ),
      }),
      'bad accepts a request of an unknown kind',
    ],
    [
      'a server with another code for a second device',
      (parts) => ({
        ...parts,
        deliver: (outlet, message, sequence) =>
          parts.deliver(
            outlet,
            message.kind === 'rejected' && message.code === 'already_exists'
              ? { ...message, code: 'invalid_argument' }
              : message,
            sequence,
          ),
      }),
      'bad refuses a second device of a participant with INVALID_ARGUMENT',
    ],
    [
      'a server that lets everybody in twice',
      (parts) => ({
        ...parts,
        machine: (config, room, event) =>
          parts.machine(
            config,
            room,
            event.type === 'join' ? { ...event, newcomer: another(event.newcomer, event.connection) } : event,
          ),
      }),
      'bad lets two devices of one participant in at the same time',
    ],
  ];
  test.each(wraps)('%s', async (_, wrap, words) => {
    expect(await complaints({ wrap })).toContainEqual(expect.stringContaining(words));
  });
});

test('a target that is gone when it is examined is no target for a run', async () => {
  const server = await serve({ port: 0 });
  const system = await openNative({ url: server.url });
  await server.stop();
  const { findings, runs } = await examine(system);
  expect(runs).toBe(false);
  expect(findings).toEqual([
    expect.objectContaining({
      mark: 'bad',
      found: expect.stringContaining('it was lost while it was examined: nothing listens'),
    }),
  ]);
});

test('takes less than 10 s, even where nothing is answered', async () => {
  const began = performance.now();
  await complaints({ wrap: deafTo('leave', 'end', 'sync', 'unknown', 'lost') });
  expect(performance.now() - began).toBeLessThan(10_000);
});
