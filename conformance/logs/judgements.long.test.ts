/**
 * What is said of logs is said as before: of the golden examples, their wrong copies, and parts of both. The digests stand
 * in judgements.json. If you change what is said on purpose, write the new digests there with `npm run judgements`.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { GeneratedLine } from '../bench/judge/from-history.js';
import { examples, head, linesFor, textOf } from '../bench/judge/logs.test.helper.js';
import type { History } from '../exchange/history.js';
import type { LogFinding } from '../exchange/log-report.js';
import { judgeLogs } from './judge-logs.js';

const file = new URL('judgements.json', import.meta.url);

type Lines = readonly GeneratedLine[];

const later = (lines: Lines, ms: number): Lines => lines.map((line) => ({ ...line, at: line.at + ms }));
const slower = (lines: Lines, times: number): Lines => lines.map((line) => ({ ...line, at: line.at * times }));
const ofOne =
  ([first]: Lines) =>
  (line: GeneratedLine) =>
    line.connection === first?.connection;

/** Each gives the texts of one log or of two. */
const ways: readonly ((lines: Lines) => string[][])[] = [
  (lines) => [[head, ...textOf(lines)]],
  (lines) => [[head, ...textOf(slower(lines, 300))]],
  (lines) => [textOf(lines)],
  (lines) => [textOf(lines.slice(lines.length / 3))],
  (lines) => [[head, ...textOf(lines.slice(0, (2 * lines.length) / 3))]],
  // A clock is set back, and ahead.
  (lines) => [[head, ...textOf(lines.slice(0, 9)), ...textOf(later(lines.slice(9), -900))]],
  (lines) => [[head, ...textOf(lines.slice(0, 9)), ...textOf(later(lines.slice(9), 90_000_000))]],
  // The system is started again.
  (lines) => [[head, ...textOf(lines.slice(0, 12)), head, ...textOf(lines)]],
  // Two nodes, and a line that is cut off.
  (lines) => [
    [head, ...textOf(lines.filter(ofOne(lines)))],
    [head, ...textOf(lines.filter((line) => !ofOne(lines)(line)))],
  ],
  (lines) => [[head, ...textOf(lines), '{"at": 99']],
];

async function* bytes(lines: readonly string[]) {
  yield Buffer.from(`${lines.join('\n')}\n`);
}

/** All that is said of some logs, without what differs from run to run. */
async function said(logs: readonly (readonly string[])[]): Promise<string> {
  const findings: LogFinding[] = [];
  const files = logs.map((lines, log) => ({ name: `${'ab'[log]}.jsonl`, stream: bytes(lines) }));
  const { time: _time, peakBytes: _peak, ...report } = await judgeLogs(files, (finding) => findings.push(finding));
  return JSON.stringify([findings, report], (_, value: unknown) => (value instanceof Map ? [...value] : value));
}

/** A right history in every way; its wrong copies whole, and each in another way besides. */
async function judgements({ history, wrong }: { history: History; wrong: readonly { history: History }[] }) {
  const hashes: string[] = [];
  for (const [place, one] of [history, ...wrong.map((copy) => copy.history)].entries()) {
    const hash = createHash('sha256');
    const some = place === 0 ? ways : [ways[0], ways[1 + (place % (ways.length - 1))]];
    for (const way of some) if (way) hash.update(await said(way(linesFor(one))));
    hashes.push(hash.digest('hex').slice(0, 8));
  }
  return hashes.join(' ');
}

/** `npm run judgements`: what is said now is what is meant. */
if (process.env.WRITE_JUDGEMENTS) {
  const now: Record<string, string> = {};
  for (const example of examples) now[example.name] = await judgements(example);
  writeFileSync(file, `${JSON.stringify(now, Object.keys(now).sort(), 2)}\n`);
}
const written: Record<string, string> = JSON.parse(readFileSync(file, 'utf8'));

test.each(examples)('$name, and each wrong copy of it, is judged as before in a log', async (example) => {
  const differ = 'the first is the right history, the others its wrong copies. If the change is meant, run:';
  const now = await judgements(example);
  expect(now.split(' '), `${differ} npm run judgements`).toEqual(written[example.name]?.split(' '));
});

test('knows no example that is gone', () => {
  expect(Object.keys(written).sort()).toEqual(examples.map(({ name }) => name).sort());
});
