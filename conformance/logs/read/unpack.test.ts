/** Streams that are packed, and streams that are no text at all. */
import { spawnSync } from 'node:child_process';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { unpacked } from './unpack.js';

const text = Array.from({ length: 5_000 }, (_, at) => `{"at":${at},"connection":"c${at % 7}"}\n`).join('');
const gz = gzipSync(text);
/** What `zstd` wrote of "adjourn\n". */
const zst = Buffer.from('KLUv/QRYQQAAYWRqb3VybgqkZ2Xj', 'base64');
/** The same behind a frame that is to be skipped, as parallel packers write one. */
const skippable = Buffer.concat([Buffer.from([0x50, 0x2a, 0x4d, 0x18, 4, 0, 0, 0, 1, 2, 3, 4]), zst]);

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** What is given of it, and what is said then. */
async function read(bytes: Uint8Array, size = 1_000): Promise<{ text: string; trouble: string }> {
  const out: Uint8Array[] = [];
  let trouble = '';
  try {
    for await (const chunk of unpacked(inPieces(bytes, size))) out.push(Uint8Array.from(chunk));
  } catch (error) {
    trouble = (error as Error).message;
  }
  return { text: Buffer.concat(out).toString(), trouble };
}

describe('a packed stream', () => {
  it.each([
    ['gzip', gz, text],
    ['gzip in members', Buffer.concat([gz, gz]), text + text],
    ['zstd', zst, 'adjourn\n'],
    ['zstd in frames', Buffer.concat([zst, zst]), 'adjourn\nadjourn\n'],
    ['zstd behind a frame without data', skippable, 'adjourn\n'],
    ['no packing', Buffer.from(text), text],
    ['nothing', Buffer.alloc(0), ''],
  ])('is unpacked, in however many pieces it comes: %s', async (_, bytes, expected) => {
    for (const size of [1, 7, 100_000]) expect(await read(bytes, size)).toEqual({ text: expected, trouble: '' });
  });

  it('is given up to where it was cut off', async () => {
    const cut = await read(gz.subarray(0, gz.length - 20));
    expect(cut.trouble).toMatch(/^ends in the middle of what gzip has packed: /);
    expect(text.startsWith(cut.text)).toBe(true);
    expect(cut.text.length).toBeGreaterThan(text.length / 2);
    expect((await read(zst.subarray(0, 12))).trouble).toMatch(/^ends in the middle of what zstd has packed: /);
  });

  it('is given up to where it is damaged', async () => {
    const damaged = Uint8Array.from(gz);
    damaged.fill(0xff, gz.length / 2, gz.length / 2 + 50);
    const { trouble, text: before } = await read(damaged);
    expect(trouble).toMatch(/^is damaged where gzip has packed it/);
    expect(before.length).toBeGreaterThan(0);
    const wrong = Uint8Array.from(zst);
    wrong[6] = 0xff;
    expect((await read(wrong)).trouble).toMatch(/zstd/);
  });

  it('is unpacked once', async () => {
    expect((await read(gzipSync(gz))).trouble).toMatch(/^is packed twice: /);
  });

  it.skipIf(spawnSync('zstd', ['--version']).error !== undefined)('is what the tool zstd writes', async () => {
    for (const level of ['-1', '-19', '--long=27'])
      expect(await read(spawnSync('zstd', ['-c', level], { input: text }).stdout)).toEqual({ text, trouble: '' });
  });

  it('fails as its source does, behind what came before', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('{');
      throw new RangeError('The disk is gone.');
    }
    const out: string[] = [];
    const reading = (async () => {
      for await (const chunk of unpacked(broken())) out.push(Buffer.from(chunk).toString());
    })();
    await expect(reading).rejects.toThrow(RangeError);
    expect(out).toEqual(['{']);
  });
});

describe('what is no text in UTF-8', () => {
  it.each<[string, string | Uint8Array]>([
    ['is packed by bzip2', 'BZh91AY&SY'],
    ['is packed by xz', new Uint8Array([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0])],
    ['is packed by zip', 'PK\x03\x04'],
    ['is packed by lz4', new Uint8Array([0x04, 0x22, 0x4d, 0x18])],
    ['is a tar archive', `a.jsonl${'\0'.repeat(250)}ustar`],
    ['is a capture of packets', new Uint8Array([0xd4, 0xc3, 0xb2, 0xa1, 2, 0])],
    ['is a capture of packets', new Uint8Array([0x0a, 0x0d, 0x0d, 0x0a])],
    ['is UTF-16', Buffer.from('\u{feff}{"at":1}\n', 'utf16le')],
    ['is UTF-16', Buffer.from('{"at":1}\n', 'utf16le')],
    ['is no text', new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 0])],
  ])('is called what it is: %s', async (what, bytes) => {
    for (const size of [1, 1_000]) {
      const { text: given, trouble } = await read(Buffer.from(bytes), size);
      expect(trouble.startsWith(what)).toBe(true);
      expect(given).toBe('');
    }
    expect((await read(gzipSync(bytes))).trouble.startsWith(what)).toBe(true);
  });
});
