import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseExample } from '../../exchange/notation/index.js';
import { grave, passing } from './faults.js';
import { generate } from './generate.js';

const example = readFileSync(new URL('../../../spec/examples/two-rooms.history', import.meta.url), 'utf8');

async function made(seed: number, faults: number, observations = 20_000) {
  const lines: { connection: string; at: number; fromServer?: unknown }[] = [];
  const wish = { observations, faults, seed, open: 16, examples: [parseExample(example).history] };
  const written = await generate(wish, (text) => {
    for (const line of text.split('\n')) if (line !== '') lines.push(JSON.parse(line));
  });
  return { ...written, written: lines };
}

describe('a generated log', () => {
  it('is as long as it says, with as many observations, in the order of time', async () => {
    const { lines, observations, written } = await made(1, 0);
    expect(written).toHaveLength(lines);
    expect(written.filter(({ fromServer }) => fromServer)).toHaveLength(observations);
    expect(observations).toBeGreaterThanOrEqual(20_000);
    expect(written.every(({ at }, index) => index === 0 || at > (written[index - 1]?.at ?? 0))).toBe(true);
  });

  it('is the same for the same seed, and another for another', async () => {
    const [one, again, other] = await Promise.all([made(1, 4), made(1, 4), made(2, 4)]);
    expect(again).toEqual(one);
    expect(other.written).not.toEqual(one.written);
  });

  it('has every fault in it once, at a line of its own', async () => {
    const { planted } = await made(3, passing.length + grave.length, 60_000);
    expect(planted.map(({ clause }) => clause).sort()).toEqual([...passing, ...grave].sort());
    expect(new Set(planted.map(({ line }) => line)).size).toBe(planted.length);
  });

  it('has the faults of one room so far apart that none is taken for what follows from another', async () => {
    const { planted, written } = await made(3, 60);
    const apart = planted.flatMap(({ room, line }, index) => {
      const before = planted.slice(0, index).findLast((other) => other.room === room);
      const between = before ? written.slice(before.line, line - 1) : [];
      return before ? [between.filter(({ connection = '' }) => connection.startsWith(`c${room}.`)).length] : [];
    });
    expect(apart.length).toBeGreaterThan(0);
    expect(Math.min(...apart)).toBeGreaterThan(100);
  });
});
