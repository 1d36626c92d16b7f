import { describe, expect, it } from 'vitest';
import type { BrokenRule } from '../../bench/judge/faults.js';
import { head } from '../../bench/judge/logs.test.helper.js';
import { MadeUpRoom } from '../../bench/judge/made-up-room.js';
import { Random } from '../../bench/load/random.js';
import { readLogLine } from '../../exchange/codec.js';
import type { LogFinding } from '../../exchange/log-report.js';
import { LogJudge } from '../log-judge.js';
import { LineNumbers } from '../read/line-numbers.js';

/** So many records of a room are judged together. */
const PIECE = 64;

interface Wish {
  readonly fault?: BrokenRule;
  /** A connection that is not in the log, which then does not say that it is complete. */
  readonly without?: string;
}

/** One room that is open throughout; a fault comes in the middle. */
function longRoom(lines: number, { fault, without }: Wish = {}) {
  const room = new MadeUpRoom('long', new Random(5), { most: 10, events: Number.POSITIVE_INFINITY });
  const findings: LogFinding[] = [];
  const judge = new LogJudge((finding) => findings.push(finding), new LineNumbers(['']), [], PIECE);
  if (!without) judge.take(readLogLine(JSON.parse(head)), 1);
  let wrong = 0;
  for (let line = 2; line < lines; line += 1) {
    while (room.queue.length === 0) {
      if (fault && wrong === 0 && line > lines / 2) room.fault = fault;
      room.step();
    }
    const { connection, body, fault: shown } = room.queue.shift() ?? { connection: '', body: {} };
    if (shown) wrong = line;
    if (connection === without) continue;
    judge.take(readLogLine(JSON.parse(JSON.stringify({ at: line, connection, ...body }))), line);
  }
  return { findings, wrong, held: judge.held, counts: judge.end() };
}

describe('a room that stays open', () => {
  it('is judged in pieces, and what lies behind is let go', () => {
    const short = longRoom(4 * PIECE);
    const long = longRoom(16 * PIECE);
    expect(long.findings).toEqual([]);
    expect(long.counts.pieces).toBeGreaterThan(8);
    expect(long.counts.streams).toBe(0);
    for (const { held } of [short, long]) expect(held).toBeLessThan(4 * PIECE);
  });

  it.each([
    'departure.once',
    'departure.tells-others',
    'reason.agree',
    'sequence.dense',
    'request.answered',
    'join.announced',
    'fence.effects-first',
  ] as const)('is accused of %s, once, at its line', (fault) => {
    const { findings, wrong } = longRoom(8 * PIECE, { fault });
    expect(findings.map(({ clause, line }) => ({ clause, line }))).toEqual([{ clause: fault, line: wrong }]);
  });

  it('that finds no rest is cut all the same, and judged by single streams until it does', () => {
    // The host is in everybody's roster, and shows nothing itself.
    const { findings, counts, held } = longRoom(24 * PIECE, { without: 'clong.1' });
    expect(findings).toEqual([]);
    expect(counts.streams).toBeGreaterThan(0);
    expect(held).toBeLessThan(12 * PIECE);
  });
});
