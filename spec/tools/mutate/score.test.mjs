import { expect, test } from 'vitest';
import { leftOf, scoreOf, table } from './score.mjs';

const at = (line, from, to) => ({ start: { line, column: from }, end: { line, column: to } });
const mutant = (id, status, location = at(1, 1, 2)) => ({
  id: String(id),
  status,
  location,
  mutatorName: 'Some',
  replacement: 'false',
});

const report = {
  files: {
    'b.ts': {
      source: 'const a = 1;\nif (a > 0) return;\n',
      mutants: [mutant(0, 'Killed'), mutant(1, 'Survived', at(2, 5, 10)), mutant(2, 'Timeout')],
    },
    'a.ts': { source: 'x', mutants: [mutant(3, 'NoCoverage'), mutant(4, 'Ignored'), mutant(5, 'Killed')] },
  },
};

test('a score is of those that ended: a timeout is no kill, and what is called equal is no mutant', () => {
  expect(scoreOf(report)).toEqual({ mutants: 5, killed: 2, timedOut: 1, survived: 1, noCoverage: 1, score: 50 });
});

test('of a sample the others count for nothing', () => {
  expect(scoreOf(report, 5)).toEqual({ mutants: 2, killed: 2, timedOut: 0, survived: 0, noCoverage: 0, score: 100 });
  expect(scoreOf({ files: {} }).score).toBe(0);
});

test('what is left says where it is, and what was changed', () => {
  expect(leftOf(report)).toMatchObject([
    { file: 'a.ts', status: 'NoCoverage', before: 'x', after: 'false' },
    { file: 'b.ts', status: 'Survived', start: { line: 2 }, before: 'a > 0' },
  ]);
});

test('a table says of each part whether it keeps its bound', () => {
  const score = scoreOf(report);
  const lines = table([
    { part: 'machines', score, bound: 50 },
    { part: 'logs', score, bound: 51 },
  ]).split('\n');
  expect(lines.map((line) => line.split(/ {2,}/).at(-1))).toEqual(['ok', 'yes', 'NO']);
  expect(lines[1]).toMatch(/^machines +5 +2 +1 +1 +1 +50\.0 +50 +yes$/);
});
