import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { ClientMessage, Role } from '../../../gen/ts-proto/index.js';
import { Peer } from '../load/peer.js';
import { Random } from '../load/random.js';
import { badFrames } from './frames.js';
import { deadlyFrame, kindNames, lastingFrame } from './generator.js';
import { verbNames } from './messages.js';
import { type Material, payloads } from './payloads.js';

const words = {
  admissions: [{ room: 'blue', participant: 'ann', role: Role.ROLE_HOST, token: 'aaa.bbb.ccc' }],
  rooms: ['quiet'],
  participations: ['somebody'],
};
const material = (seed: number): Material => ({ random: new Random(seed), words, next: 5 });
const many = Array.from({ length: 1_500 }, (_, seed) => seed);

const decodes = (bytes: Uint8Array): boolean => {
  try {
    ClientMessage.decode(bytes);
    return true;
  } catch {
    return false;
  }
};

describe('bad frames', () => {
  test('are of every kind', () => {
    const seen = new Set(many.flatMap((seed) => [lastingFrame(material(seed)).kind, deadlyFrame(material(seed)).kind]));
    expect([...kindNames].filter((kind) => !seen.has(kind))).toEqual([]);
  });

  test('are the same for the same seed', () => {
    for (const seed of [1, 2, 3]) expect(deadlyFrame(material(seed))).toEqual(deadlyFrame(material(seed)));
  });

  test('come in both sorts when they are asked for', () => {
    expect(many.filter((seed) => lastingFrame(material(seed)).deadly)).toEqual([]);
    expect(many.filter((seed) => !deadlyFrame(material(seed)).deadly)).toEqual([]);
  });

  test('ask for everything that there is to ask for', () => {
    const asked = new Set(
      many.map((seed) => ClientMessage.decode(payloads['out of place'](material(seed))).kind?.$case),
    );
    expect(asked.size).toBe(verbNames.length - 1);
  });

  test('number their requests right for the most part, again at times, and absurdly', () => {
    const numbers = many.map(
      (seed) => ClientMessage.decode(payloads['garbage in its fields'](material(seed))).requestId,
    );
    expect(numbers.filter((number) => number === 5).length).toBeGreaterThan(many.length / 2);
    expect(numbers.some((number) => number < 5 && number > 0)).toBe(true);
    expect(numbers.some((number) => number > 1_000_000)).toBe(true);
  });
});

describe('payloads', () => {
  test('that are cut off or random are mostly none that could be decoded', () => {
    for (const kind of ['random bytes', 'truncated'] as const) {
      const bad = many.filter((seed) => !decodes(payloads[kind](material(seed))));
      expect(bad.length, kind).toBeGreaterThan(many.length / 2);
    }
  });

  test('with unknown fields, of several kinds or with odd contents can be decoded', () => {
    for (const kind of ['unknown fields', 'several kinds', 'garbage in its fields', 'out of place'] as const)
      expect(
        many.filter((seed) => !decodes(payloads[kind](material(seed)))),
        kind,
      ).toEqual([]);
  });

  test('fit into a frame that a server has to read', () => {
    for (const [kind, make] of Object.entries(payloads))
      for (const seed of many) expect(make(material(seed)).length, kind).toBeLessThanOrEqual(65_536);
  });
});

/**
 * What a bare WebSocket server makes of some bytes: the code of its error, or what sort of message it takes them
 * for.
 */
async function met(bytes: Buffer): Promise<string> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, maxPayload: 65_536, perMessageDeflate: false });
  await once(server, 'listening');
  const taken = new Promise<string>((resolve) => {
    server.on('connection', (socket) => {
      socket.on('error', (error: Error & { code?: string }) => resolve(error.code ?? error.message));
      socket.on('message', (_, isBinary) => resolve(isBinary ? 'binary' : 'text'));
    });
  });
  const peer = await Peer.open((server.address() as AddressInfo).port, { message: () => {} });
  peer.write(bytes);
  const what = await taken;
  peer.reset();
  server.close();
  return what;
}

const expected: Readonly<Record<keyof typeof badFrames, RegExp>> = {
  text: /^text$/,
  'text that is no UTF-8': /INVALID_UTF8/,
  oversize: /UNSUPPORTED_MESSAGE_LENGTH/,
  'oversize in its head alone': /UNSUPPORTED_(MESSAGE|DATA_PAYLOAD)_LENGTH/,
  'reserved bit': /UNEXPECTED_RSV/,
  'unknown opcode': /INVALID_OPCODE/,
  'continues nothing': /INVALID_OPCODE/,
  'control in pieces': /EXPECTED_FIN/,
  'control too long': /INVALID_CONTROL_PAYLOAD_LENGTH/,
  'not masked': /EXPECTED_MASK/,
  'bad close code': /INVALID_CLOSE_CODE/,
};

describe('a frame that is wrong in itself', () => {
  test.each(Object.keys(expected) as (keyof typeof badFrames)[])('%s: is met as that', async (kind) => {
    for (const seed of [1, 2, 3, 4, 5]) expect(await met(badFrames[kind](material(seed)))).toMatch(expected[kind]);
  });
});
