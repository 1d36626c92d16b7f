import { expect, test } from 'vitest';
import { reports } from '../../exchange/codec.js';
import { matrixMarkdown, matrixOf } from './index.js';
import { failureBy, reportOf, resultOf, told } from './reports.test.helper.js';
import { reportLines, trimReport } from './trim.js';

const failing = (id: string, ...failures: ReturnType<typeof failureBy>[]) =>
  resultOf(id, ['departure.once'], 'fail', { failures });
/** A failure of a system that declares something. */
function declaring(failure: ReturnType<typeof failureBy>): ReturnType<typeof failureBy> {
  const profile = { ...failure.history.profile, deviations: [{ clause: 'remove.self', why: 'it is so' }] };
  return { ...failure, history: { ...failure.history, profile } };
}

const report = reportOf(
  [
    failing('server/a', { ...declaring(failureBy('departure.once', { sameAs: 'server/b' })), file: '/tmp/x/a.json' }),
    failing('server/b', failureBy('departure.once'), failureBy('reason.agree')),
    failing('server/c', failureBy('departure.once', { fails: 1 })),
    resultOf('server/d', ['leave.answered'], 'pass', { why: 'failed once (0 of 16): /tmp/x/d.json; without a' }),
  ],
  {
    crosswalk: [told({ native: 'bye' })],
    coverage: { reachable: 9, missing: ['much'], reachablePairs: 2, missingPairs: [] },
  },
);

test('the page is the same with the whole report and with what is kept of it', () => {
  const page = (one: typeof report) => matrixMarkdown(matrixOf([{ name: 'box', report: one }]));
  expect(page(trimReport(report))).toBe(page(report));
});

test('each clause keeps one exchange', () => {
  const kept = trimReport(report).cases.flatMap(({ failures }) => failures);
  expect(kept.map(({ clause, history }) => [clause, history.records.length > 0])).toEqual([
    ['departure.once', false],
    ['departure.once', true],
    ['reason.agree', true],
    ['departure.once', false],
  ]);
  expect(kept.every(({ file }) => file === '')).toBe(true);
  expect(trimReport(report).cases.at(-1)?.why).toBe('failed once (0 of 16); without a');
  // What the system declares stands once, in the profile of the report.
  for (const { history } of kept) if (history.records.length === 0) expect(history.profile.deviations).toEqual([]);
  expect(trimReport(trimReport(report))).toEqual(trimReport(report));
});

test('the lines are JSON that comes back as it was, a line for each case', () => {
  const lines = reportLines(trimReport(report));
  expect(reports.fromJson(JSON.parse(lines))).toEqual(trimReport(report));
  expect(lines.split('\n').filter((line) => line.startsWith('  {'))).toHaveLength(5);
});
