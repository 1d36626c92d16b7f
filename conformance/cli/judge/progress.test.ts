/** How far the judging of a log is, in one line. */
import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { plain } from '../../report/palette.js';
import { type JudgedSoFar, judgingText, showJudging } from './progress.js';
import { readLogs } from './reading.js';

const soFar: JudgedSoFar = { name: 'a.jsonl', done: 12e6, size: 48e6, findings: 1_234, elapsedMs: 4_000 };

it('says how much was read, how fast, and what was found', () => {
  expect(judgingText(soFar)).toBe('25% · 12.0 of 48.0 MB · 3.0 MB/s · 12.0 s left · 1,234 violations · a.jsonl');
  expect(judgingText({ ...soFar, size: undefined, findings: 1 })).toBe('12.0 MB · 3.0 MB/s · 1 violation · a.jsonl');
  expect(judgingText({ ...soFar, done: 0, size: 0, findings: 0, elapsedMs: 0 })).toBe(
    '0.0 MB · 0.0 MB/s · 0 violations · a.jsonl',
  );
});

it('draws nothing where there is no terminal', () => {
  const stream = new PassThrough();
  showJudging(stream as unknown as NodeJS.WriteStream, plain, () => soFar).end();
  expect(stream.read()).toBeNull();
});

it('draws one line on a terminal, and takes it away', async () => {
  const stream = Object.assign(new PassThrough(), { isTTY: true, columns: 30 });
  const progress = showJudging(stream as unknown as NodeJS.WriteStream, plain, () => soFar);
  const [drawn] = await new Promise<Buffer[]>((resolve) => stream.once('data', (data) => resolve([data])));
  progress.end();
  expect(String(drawn)).toBe('\r\u001b[2K25% · 12.0 of 48.0 MB · 3.0 …');
  expect(String(stream.read())).toBe('\r\u001b[2K');
});

async function* chunks(...sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  for (const size of sizes) yield new Uint8Array(size);
}

it('counts what was read of all logs, and ends where it is interrupted', async () => {
  const controller = new AbortController();
  const opened = [
    { name: 'a', stream: chunks(3, 4), size: 7 },
    { name: 'b', stream: chunks(5, 6, 7), size: 18 },
  ];
  const { logs, done, size } = readLogs(opened, controller.signal);
  expect(size).toBe(25);
  for await (const _ of logs[0]?.stream ?? []);
  expect(done()).toBe(7);
  for await (const _ of logs[1]?.stream ?? []) controller.abort();
  expect(done()).toBe(12);
  expect(readLogs([{ name: '-', stream: chunks(), size: undefined }], controller.signal).size).toBeUndefined();
});

it('ends at once while nothing comes', async () => {
  const controller = new AbortController();
  const { logs } = readLogs([{ name: '-', stream: new PassThrough(), size: undefined }], controller.signal);
  const read = (async () => {
    for await (const _ of logs[0]?.stream ?? []);
  })();
  controller.abort();
  await expect(read).resolves.toBeUndefined();
});
