/** The fault of each example is found as well where other things stand around it, and in its right twin nothing is. */
import { describe, expect, it } from 'vitest';
import { guiltyIn, judged, judgedInPieces, pairs } from '../../bench/judge/pairs.test.helper.js';

type Lines = readonly string[];

const head = ([first = '']: Lines): string => first;
const stampOf = (line: string): number => (JSON.parse(line) as { at: number }).at;
const later = (lines: Lines, ms: number): string[] =>
  lines.map((line) => JSON.stringify({ ...JSON.parse(line), at: stampOf(line) + ms }));

/** Other connections, people and sessions, in the same rooms. */
const ofOthers = (lines: Lines): string[] =>
  lines.map((line) => line.replaceAll(/"((?:[jt]-)?c\d+|[ps]\d+|call-\d+|j-late|ann|bob|cyd|dan|eve)"/g, '"other $1"'));
/** The same in other rooms. */
const nextDoor = (lines: Lines): string[] =>
  ofOthers(lines).map((line) => line.replaceAll(/"(blue|red)"/g, '"other $1"'));
const middleOf = (lines: Lines): number => Math.max(2, lines.length >> 1);
const LONG_MS = 1_000_000;
/** Long after the one meeting, and long before the other, somebody comes to a room of its own. */
const meanwhile = JSON.stringify({
  at: LONG_MS / 2,
  connection: 'c of zed',
  fromClient: { join: { roomId: 'green', participantId: 'zed', role: 'ROLE_HOST', joinId: 'j of zed' } },
});

/** A log, or two parts of one, with the lines of an example in it; `right`: of its right twin. */
const places: Readonly<Record<string, (lines: Lines, right: Lines) => string[][]>> = {
  'while somebody meets in other rooms': (lines, right) => [
    [head(lines), ...[...lines.slice(1), ...nextDoor(right.slice(1))].sort((a, b) => stampOf(a) - stampOf(b))],
  ],
  'after others have met in the same rooms': (lines, right) => [
    [head(lines), ...ofOthers(right.slice(1)), meanwhile, ...later(lines.slice(1), LONG_MS)],
  ],
  'after the system was started again in the middle of another meeting': (lines, right) => [
    [...ofOthers(right).slice(0, middleOf(right)), ...later(lines, LONG_MS)],
  ],
  'in two parts of a log, given the other way round': (lines) => [
    lines.slice(middleOf(lines)),
    lines.slice(0, middleOf(lines)),
  ],
};

/** Each example is put into one place: all of them into all would take long. */
const puts = Object.entries(places);

describe.each(puts.map(([place, put], nth) => ({ place, put, nth })))('$place', ({ put, nth }) => {
  it.each(pairs.filter((_, index) => index % puts.length === nth))('$name', async ({ wrong, right }) => {
    const logs = put(wrong, right);
    expect((await judged(...logs)).found).toEqual(guiltyIn(...logs));
    const { found, report } = await judged(...put(right, right));
    expect(found).toEqual([]);
    expect([report.exitCode, report.trouble, ...report.remarks, ...report.partly.keys()]).toEqual([0, '']);
  });
});

describe.each([1, 4])('where its rooms are judged in pieces of %i records', (segmentRecords) => {
  it.each(pairs)('$name', ({ wrong, right }) => {
    expect(judgedInPieces(wrong, segmentRecords).found).toEqual(guiltyIn(wrong));
    const { found, counts } = judgedInPieces(right, segmentRecords);
    expect(found).toEqual([]);
    expect(counts).toMatchObject({ remarks: [], misnamed: '' });
  });
});

describe('where one connection stands in the log of another node, which has the same clock', () => {
  it.each(pairs)('$name accuses nobody', async ({ right: [first = '', ...lines] }) => {
    const isApart = (line: string) => (JSON.parse(line) as { connection: string }).connection === 'c1';
    const logs = [
      [first, ...lines.filter(isApart)],
      [first, ...lines.filter((line) => !isApart(line))],
    ];
    expect((await judged(...logs)).found).toEqual([]);
  });
});
