/** The right twins of the examples, in pieces: wherever a log begins and ends, and whichever connection it lacks, nobody is accused. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { judgeLines } from '../../bench/judge/logs.test.helper.js';

const folder = new URL('./', import.meta.url);
const twins = readdirSync(folder)
  .filter((name) => name.endsWith('.right.jsonl'))
  .map((name) => ({ name, lines: readFileSync(new URL(name, folder), 'utf8').trimEnd().split('\n') }));

const found = async (lines: readonly string[]) =>
  (await judgeLines(lines)).findings.map(({ clause, line, seen }) => `${clause} in line ${line}: ${seen}`);

describe.each(twins)('of $name', ({ lines }) => {
  it('nobody is accused by what was written so far', async () => {
    for (let at = 1; at < lines.length; at += 1)
      for (const part of [lines.slice(0, at), lines.slice(1, at)])
        expect(await found(part), `up to line ${at}`).toEqual([]);
  });

  it('nobody is accused by a part from its middle', async () => {
    for (let begin = 2; begin < lines.length; begin += 1)
      for (let end = begin + 3; end <= lines.length; end += 4)
        expect(await found(lines.slice(begin, end)), `${begin} to ${end}`).toEqual([]);
  });

  it('nobody is accused where a proxy has written it that may see a loss five seconds too early or too late', async () => {
    const [first = '', ...rest] = lines;
    const { at, head } = JSON.parse(first) as { at: number; head: object };
    const proxy = JSON.stringify({ at, head: { ...head, writer: 'LOG_WRITER_PROXY', lossSeenMs: 5_000 } });
    expect(await found([proxy, ...rest])).toEqual([]);
  });

  it('nobody is accused where one connection is missing and the head does not say that it is complete', async () => {
    const [, ...rest] = lines.map((line) => JSON.parse(line) as { connection?: string });
    for (const gone of new Set(rest.map(({ connection }) => connection))) {
      const others = rest.filter(({ connection }) => connection !== gone).map((line) => JSON.stringify(line));
      expect(await found(others), `without ${gone}`).toEqual([]);
    }
  });
});
