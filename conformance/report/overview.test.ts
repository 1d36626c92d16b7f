import { expect, test } from 'vitest';
import type { CaseResult, Failure } from '../exchange/report.js';
import { renderOverview } from './overview.js';
import { plain } from './palette.js';
import { width } from './text.js';

const failing = (id: string, ...broken: Failure['clause'][]): CaseResult => {
  const failures = broken.map((clause) => ({ clause }) as Failure);
  const numbers = { seed: 1, runs: 1, checks: 1, steps: 1, tookMs: 1 };
  return { id, title: '', clauses: [], verdict: failures.length > 0 ? 'fail' : 'pass', why: '', ...numbers, failures };
};
const render = (cases: readonly CaseResult[], columns = 80) => renderOverview(cases, { palette: plain, columns });

test('one failure needs no overview', () => {
  expect(render([failing('a', 'end.host'), failing('b')])).toEqual([]);
});

test('forty failures are a row for each clause, the most frequent first', () => {
  const many = Array.from({ length: 40 }, (_, index) =>
    failing(`server/case-${index}`, 'departure.once', ...(index === 3 ? (['end.host', 'end.host'] as const) : [])),
  );
  expect(render([...many, failing('server/right')])).toEqual([
    '2 clauses broken, in 40 cases; each is shown in full above',
    '  departure.once  MUST       40 cases  server/case-0, server/case-1,',
    '                                       server/case-2 and 37 more',
    '  end.host        MUST         1 case  server/case-3',
  ]);
  for (const line of render(many, 60)) expect(width(line)).toBeLessThanOrEqual(60);
});
