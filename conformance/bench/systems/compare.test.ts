import { expect, test } from 'vitest';
import { failureBy, reportOf, resultOf, tallyOf } from '../../report/matrix/reports.test.helper.js';
import { cellsThatDiffer } from './compare.js';

test('two runs are compared by what their cells say, and not by how often it was seen', () => {
  const seven = {
    name: 'seven',
    report: reportOf([], { clauses: [tallyOf('reason.true'), tallyOf('leave.answered')] }),
  };
  const eight = { name: 'eight', report: reportOf([], { clauses: [tallyOf('reason.true', { checks: 90 })] }) };
  expect(cellsThatDiffer(seven, eight)).toEqual(['leave.answered: holds in seven, - in eight']);
  const failing = resultOf('server/a', ['reason.true'], 'fail', { failures: [failureBy('reason.true')] });
  const broken = { name: 'broken', report: reportOf([failing], { clauses: eight.report.clauses }) };
  expect(cellsThatDiffer(eight, broken)).toEqual(['reason.true: holds in eight, broken in broken']);
  expect(cellsThatDiffer(eight, eight)).toEqual([]);
});
