import { describe, expect, test } from 'vitest';
import type { Report } from '../../exchange/report.js';
import type { ReportDocument } from '../../exchange/report-document.js';
import type { Verdict } from '../../exchange/words.js';
import { reportOf, resultOf, tallyOf } from '../matrix/reports.test.helper.js';
import { plain } from '../palette.js';
import { logOf } from '../samples.test.helper.js';
import { compareReports } from './index.js';
import { renderComparison } from './render.js';

const runOf = (verdicts: Record<string, Verdict>, more: Partial<Report> = {}): ReportDocument => ({
  kind: 'run',
  report: reportOf(
    Object.entries(verdicts).map(([id, verdict]) => resultOf(id, ['departure.once'], verdict)),
    more,
  ),
});
const changes = (older: ReportDocument, newer: ReportDocument) => {
  const compared = compareReports(older, newer);
  return { told: compared.changes.map(({ way, id }) => `${way} ${id}`), code: compared.exitCode };
};

describe('a case', () => {
  test.each<[Verdict | undefined, Verdict | undefined, string | undefined, number]>([
    ['pass', 'pass', undefined, 0],
    ['pass', 'fail', 'worse', 1],
    ['pass', 'skip', 'worse', 1],
    ['pass', 'indistinguishable', 'worse', 1],
    ['indistinguishable', 'pass', 'better', 0],
    ['fail', 'pass', 'better', 0],
    ['fail', 'skip', 'better', 0],
    ['fail', 'fail', undefined, 0],
    [undefined, 'pass', 'new', 0],
    [undefined, 'fail', 'worse', 1],
    ['inconclusive', 'pass', 'new', 0],
    ['inconclusive', 'fail', 'worse', 1],
    ['pass', undefined, 'gone', 0],
    ['fail', 'not-run', 'gone', 0],
    ['fail', 'inconclusive', 'gone', 0],
    ['harness-fault', 'not-run', undefined, 0],
  ])('that was %s and is %s: %s', (before, now, way, code) => {
    const of = (verdict?: Verdict) => runOf({ 'server/other': 'pass', ...(verdict && { 'server/one': verdict }) });
    expect(changes(of(before), of(now))).toEqual({ told: way === undefined ? [] : [`${way} server/one`], code });
  });
});

test('a clause is better, worse, new or gone by whether it was seen broken', () => {
  const once = (broken: number) => tallyOf('departure.once', { broken });
  const of = (...clauses: Report['clauses']) => runOf({}, { clauses });
  expect(changes(of(once(0)), of(once(1)))).toEqual({ told: ['worse departure.once'], code: 1 });
  expect(changes(of(once(2)), of(once(0)))).toEqual({ told: ['better departure.once'], code: 0 });
  expect(changes(of(), of(once(1)))).toEqual({ told: ['worse departure.once'], code: 1 });
  expect(changes(of(), of(once(0)))).toEqual({ told: ['new departure.once'], code: 0 });
  expect(changes(of(once(1)), of(tallyOf('departure.once', { checks: 0 })))).toEqual({
    told: ['gone departure.once'],
    code: 0,
  });
});

test('a log is compared by its clauses', () => {
  const of = (times: Parameters<typeof logOf>[0]): ReportDocument => ({
    kind: 'log',
    report: logOf(times),
    file: 'log.jsonl',
    findings: [],
  });
  expect(changes(of({}), of({ 'reason.true': 1 }))).toEqual({ told: ['worse reason.true'], code: 1 });
  expect(changes(of({ 'reason.agree': 9 }), of({}))).toEqual({ told: ['gone reason.agree'], code: 0 });
});

test('a newer run without a verdict is no success', () => {
  const none = runOf({ 'server/one': 'not-run' }, { exitCode: 3, trouble: 'no server' });
  expect(changes(runOf({ 'server/one': 'pass' }), none)).toEqual({ told: ['gone server/one'], code: 3 });
  expect(changes(runOf({}), runOf({ 'server/one': 'fail' }, { exitCode: 130 })).code).toBe(1);
});

test('in words: what was not the same, the worst first, and what it comes to', () => {
  const older = runOf({ 'server/a': 'fail', 'server/b': 'pass', 'server/c': 'pass', 'server/same': 'pass' });
  const newer = runOf(
    { 'server/a': 'pass', 'server/b': 'fail', 'server/d': 'skip', 'server/same': 'pass' },
    { seed: 8, spec: '1.1', target: '', options: '--fast' },
  );
  expect(`\n${renderComparison(compareReports(older, newer), 'old.json', plain)}`).toMatchInlineSnapshot(`
    "
    target: the reference server, and --system box before: they may be two systems
    seed: 8, and 7 before: the scenarios are others, and a rare fault may show in one of them alone
    spec: 1.1, and 1.0 before: they were held against two versions of the specification
    options: --fast, and none before: their cases may differ
    ✗ worse   case server/b: fail, pass before
    - gone    case server/c: pass before
    + new     case server/d: skip
    ✓ better  case server/a: pass, fail before
    Compared with old.json: 1 worse, 1 gone, 1 new, 1 better; 1 case and 0 clauses as before.
    Something is worse.
    "
  `);
});
