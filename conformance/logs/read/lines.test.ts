import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { batches } from './lines.js';

async function* stream(...chunks: readonly Uint8Array[]) {
  yield* chunks;
}

async function read(...chunks: readonly (string | Uint8Array)[]) {
  const read: { lines: readonly string[]; cut: boolean }[] = [];
  const bytes = chunks.map((chunk) => (typeof chunk === 'string' ? Buffer.from(chunk) : chunk));
  for await (const batch of batches(stream(...bytes))) read.push(batch);
  return read;
}

/** All lines, and whether the last one lacks its end. */
async function linesOf(...chunks: readonly (string | Uint8Array)[]) {
  const all = await read(...chunks);
  return { lines: all.flatMap(({ lines }) => lines), cut: all.map(({ cut }) => cut).at(-1) };
}

describe('the lines of a stream', () => {
  it('are given as soon as their ends have come', async () => {
    expect(await read('one\ntwo\nth', 'r', 'ee\n', 'fo')).toEqual([
      { lines: ['one', 'two'], cut: false },
      { lines: ['three'], cut: false },
      { lines: ['fo'], cut: true },
    ]);
  });

  it('are the same wherever the stream is cut, in the middle of a letter too', async () => {
    const bytes = Buffer.from('\u{feff}aé\n\n😀 b\n');
    for (let at = 0; at <= bytes.length; at += 1)
      expect(await linesOf(bytes.subarray(0, at), bytes.subarray(at)), `${at}`).toEqual({
        lines: ['aé', '', '😀 b'],
        cut: false,
      });
  });

  it('are none where there is nothing', async () => {
    expect(await read()).toEqual([]);
    expect(await read('', '')).toEqual([]);
  });

  it('keep a byte order mark that is not at the beginning', async () => {
    expect((await linesOf('a\n', '\u{feff}b\n')).lines).toEqual(['a', '\u{feff}b']);
    expect((await linesOf('a', '\n')).lines).toEqual(['a']);
  });

  it('show half a letter at the end as one that is broken', async () => {
    expect(await linesOf('a\n', Buffer.from('é').subarray(0, 1))).toEqual({ lines: ['a', '\u{fffd}'], cut: true });
  });
});

it('an archive is unpacked', async () => {
  expect(await linesOf(Buffer.alloc(0), gzipSync('\u{feff}one\ntwo'))).toEqual({ lines: ['one', 'two'], cut: true });
});

describe('what is no log', () => {
  it('is what is no text', async () => {
    await expect(read(Buffer.from('BZh9'))).rejects.toMatchObject({ name: 'NoLog', message: /^is packed by bzip2: / });
  });

  it('is a line without end', async () => {
    const most = Buffer.alloc(64 * 1024 * 1024, 'a');
    expect((await linesOf(most)).cut).toBe(true);
    await expect(read(most, 'b')).rejects.toMatchObject({ name: 'NoLog', about: 'line' });
  });
});
