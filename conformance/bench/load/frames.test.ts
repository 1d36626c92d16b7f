import { describe, expect, test } from 'vitest';
import { type Extent, frame, head, opcodes } from './frames.js';
import { Random } from './random.js';
import { frameReader } from './reader.js';

/** As a server sends it: without a mask. */
function unmasked(bytes: Buffer): Buffer {
  const length = (bytes[1] as number) & 0x7f;
  const maskAt = length < 126 ? 2 : length === 126 ? 4 : 10;
  const plain = Buffer.concat([bytes.subarray(0, maskAt), bytes.subarray(maskAt + 4)]);
  plain[1] = length;
  return plain;
}

const lengths = [0, 1, 125, 126, 127, 65_535, 65_536, 70_000];

describe('a frame', () => {
  test.each(lengths)('of %i bytes is read as it was written', (length) => {
    const payload = new Random(length).bytes(length);
    const bytes = unmasked(frame(opcodes.binary, payload));
    const { opcode, from, to } = head(bytes, 0, bytes.length) as Extent;
    expect(opcode).toBe(opcodes.binary);
    expect(to).toBe(bytes.length);
    expect(payload.equals(bytes.subarray(from, to))).toBe(true);
  });

  test.each(lengths)('of %i bytes says that it is masked', (length) => {
    expect((frame(opcodes.text, Buffer.alloc(length))[1] as number) & 0x80).toBe(0x80);
  });

  test('that has not arrived as a whole says how much it takes to go on', () => {
    const bytes = unmasked(frame(opcodes.binary, Buffer.alloc(300)));
    expect(head(bytes, 0, 1)).toBe(2);
    expect(head(bytes, 0, 3)).toBe(4);
    expect(head(bytes, 0, 4)).toBe(304);
  });
});

test('frames are the same however their bytes arrive', () => {
  const random = new Random(1);
  const payloads = lengths.map((length) => random.bytes(length));
  const all = Buffer.concat(payloads.map((payload) => unmasked(frame(opcodes.binary, payload))));
  for (const most of [1, 3, 100, 5_000, all.length]) {
    const seen: Buffer[] = [];
    const reader = frameReader((bytes, { from, to }) => seen.push(Buffer.from(bytes.subarray(from, to))));
    const lent = Buffer.alloc(most);
    for (let at = 0; at < all.length; ) {
      const length = Math.min(1 + random.below(most), all.length - at);
      all.copy(lent, 0, at, at + length);
      reader.add(lent, length);
      at += length;
    }
    expect(seen.map(({ length }) => length)).toEqual(lengths);
    expect(Buffer.concat(seen).equals(Buffer.concat(payloads))).toBe(true);
  }
});
