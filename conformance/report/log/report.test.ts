/** What an operator reads of a judged log. */
import { describe, expect, it } from 'vitest';
import { judgeBytes } from '../../bench/judge/logs.test.helper.js';
import { twoFaults } from '../../bench/judge/two-faults.test.helper.js';
import { plain } from '../palette.js';
import { width } from '../text.js';
import { withNames } from './names.js';
import { harmless, spanText, stampText } from './place.js';
import { renderLogReport } from './report.js';

const narrow = { palette: plain, columns: 80 };
const { report } = await judgeBytes(Buffer.from(twoFaults(34, 5).text));
const [one] = report.broken;
if (!one) throw new Error('The made-up log breaks nothing.');

describe('the summary', () => {
  const lines = renderLogReport(report, 'app.jsonl', narrow).split('\n');

  it('of two clauses is one screen of a small terminal', () => {
    const examples = lines.findIndex((line) => line.includes('Examples follow.'));
    expect(examples).toBeGreaterThan(10);
    expect(examples).toBeLessThan(23);
    expect(lines.slice(0, examples).join('\n')).toMatch(/34 × reason.agree.*\n[^×]*\n5 × departure.once/);
  });

  it('and all that follows fit into the width', () => {
    for (const line of lines) expect(width(line), line).toBeLessThanOrEqual(80);
  });

  it('of many clauses has two lines for each', () => {
    const broken = (['reason.agree', 'departure.once', 'close.code', 'sequence.dense'] as const).map((clause) => ({
      ...one,
      clause,
      ...(one.extent ? { extent: { ...one.extent, rooms: { ...one.extent.rooms, number: 10_000, more: true } } } : {}),
    }));
    const text = renderLogReport({ ...report, broken, examples: 0 }, 'app.jsonl', narrow);
    for (const { clause } of broken)
      expect(text).toMatch(new RegExp(`  34 +${clause}\n +more than 10,000 rooms, since 2026-11-30 08:00:00 UTC\n`));
    expect(text).not.toMatch(/app.jsonl:\d/);
  });
});

it('examples are as many as are asked for', () => {
  const marks = (examples?: number) =>
    renderLogReport({ ...report, ...(examples === undefined ? {} : { examples }) }, 'app', narrow).match(/^✗ app:\d/gm);
  expect([marks()?.length, marks(1)?.length, marks(4)?.length]).toEqual([6, 2, 8]);
});

it('an interrupted judging says how far it came', () => {
  expect(renderLogReport({ ...report, exitCode: 130 }, 'app', narrow)).toContain('Interrupted: of app only the first');
});

it('names stand beside ids and codes, each once', () => {
  expect(withNames('ParticipantLeft p2 1001 to p2, (p2) or "p3".', { p2: 'bob', p3: 'cyd' })).toBe(
    'ParticipantLeft p2 (bob) 1001 (WEBSOCKET_DISCONNECTED) to p2, (p2) or "p3 (cyd)".',
  );
  expect(withNames('constructor bob', { bob: 'bob' })).toBe('constructor bob');
});

it('stamps are dates where they count from 1970', () => {
  const at = Date.UTC(2026, 10, 30, 23, 59, 59);
  expect(stampText(at, 0)).toBe('2026-11-30 23:59:59 UTC');
  expect(spanText(at, at + 1_000, 0)).toBe('2026-11-30 23:59:59 to 2026-12-01 00:00:00 UTC');
  expect([stampText(3_001, 1_000), stampText(1_000, 1_000)]).toEqual(['2.0 s after the first line', 'the first line']);
});

it('nothing of a log reaches a terminal as a command', () => {
  expect(harmless('a\u001b[2Jb\u009b')).toBe('a\u{fffd}[2Jb\u{fffd}');
});
