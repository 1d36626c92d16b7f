/** The text frames of the suite's end of the wire, beside the vectors of the specification. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { encodeClientSpeech, observeFrame } from './client-codec.js';
import { TEXT_SUBPROTOCOL } from './json.js';
import { decodeClientSpeech, encodeServerSpeech } from './server-codec.js';

interface Vector {
  readonly name: string;
  readonly message: string;
  readonly hex: string;
  readonly json: unknown;
}

const vectors = (file: string, message: string): Vector[] =>
  (JSON.parse(readFileSync(new URL(`../../spec/vectors/${file}.json`, import.meta.url), 'utf8')) as Vector[]).filter(
    (one) => one.message === message,
  );

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));

describe('text frames are read as the bytes of the same message are', () => {
  test.each(vectors('server', 'adjourn.v1.ServerMessage'))('server: $name', ({ hex, json }) => {
    expect(observeFrame(utf8(JSON.stringify(json)), false, TEXT_SUBPROTOCOL)).toEqual(observeFrame(bytesOf(hex), true));
  });

  test.each(vectors('client', 'adjourn.v1.ClientMessage'))('client: $name', ({ hex, json }) => {
    const heard = decodeClientSpeech(utf8(JSON.stringify(json)), false, TEXT_SUBPROTOCOL);
    expect(heard).toEqual(decodeClientSpeech(bytesOf(hex), true));
  });
});

test.each([
  ['numbers as text, and names as the schema has them', '{"request_id":"1","ack":"2","change_mode":{"mode":1}}'],
  ['enum values by name', '{"requestId":1,"ack":2,"changeMode":{"mode":"MODE_VIEWER"}}'],
  ['fields of a later revision', '{"requestId":1,"ack":2,"later":[1],"changeMode":{"mode":1,"more":{}}}'],
])('whatever ProtoJSON allows is read: %s', (_, text) => {
  const content = { kind: 'mode', mode: 'viewer' };
  expect(decodeClientSpeech(utf8(text), false, TEXT_SUBPROTOCOL)).toEqual({ request: 1, ack: 2, content });
});

test.each([
  ['text that is no JSON', utf8('dance')],
  ['JSON that is no message', utf8('[1]')],
  ['bytes that are no text', Uint8Array.of(0x7b, 0xff, 0x7d)],
])('%s is no message', (_, data) => {
  expect(observeFrame(data, false, TEXT_SUBPROTOCOL).kind).toBe('invalid');
  expect(decodeClientSpeech(data, false, TEXT_SUBPROTOCOL)).toContain('no ClientMessage');
});

test('a binary frame is of the wrong type on the subprotocol of text frames, and a text frame on the other one', () => {
  const wrong = /frame on the/;
  expect(decodeClientSpeech(Uint8Array.of(0x3a, 0), true, TEXT_SUBPROTOCOL)).toMatch(wrong);
  expect(observeFrame(Uint8Array.of(), true, TEXT_SUBPROTOCOL)).toMatchObject({ what: expect.stringMatching(wrong) });
  expect(observeFrame(utf8('{}'), false)).toMatchObject({ what: expect.stringMatching(wrong) });
});

test('reason codes are written as numbers, and what no revision has is written too', () => {
  const reason = { code: 1042, text: '' };
  const roomLeft = { sequence: 3, replyTo: 1, statement: { kind: 'roomLeft', reason } } as const;
  expect(JSON.parse(encodeServerSpeech(roomLeft, true, TEXT_SUBPROTOCOL) as string)).toEqual({
    ...{ sequence: 3, replyTo: 1, roomLeft: { reason: { code: 1042 } } },
    unknownField: 1,
  });
  const unknown = encodeClientSpeech({ kind: 'unknown', request: 2, ack: 1 }, TEXT_SUBPROTOCOL) as string;
  expect(JSON.parse(unknown)).toEqual({ requestId: 2, ack: 1, unknownKind: {} });
  expect(decodeClientSpeech(utf8(unknown), false, TEXT_SUBPROTOCOL)).toMatchObject({ content: { kind: 'unknown' } });
});
