/** The clauses that a run saw broken, before all details: how many cases each shows in, and which. */
import { clauses } from '../../gen/clauses.js';
import type { CaseResult } from '../exchange/report.js';
import type { Frame } from './reporter.js';
import { pad, plural, width, wrap } from './text.js';

/** What is shorter is seen at a glance without it. */
const SHORT = 2;
/** So many cases of a clause are named. */
const CASES_NAMED = 3;

/** One row for each clause that is broken anew, that of the most cases first; none where few cases failed. */
export function renderOverview(cases: readonly CaseResult[], { palette, columns }: Frame): string[] {
  const byClause = new Map<keyof typeof clauses, string[]>();
  const broken = cases.map(({ id, failures }) => ({
    id,
    failures: failures.filter(({ known }) => known === undefined),
  }));
  for (const { id, failures } of broken)
    for (const clause of new Set(failures.map((failure) => failure.clause)))
      byClause.set(clause, [...(byClause.get(clause) ?? []), id]);
  const failed = broken.filter(({ failures }) => failures.length > 0).length;
  if (failed <= SHORT && byClause.size <= SHORT) return [];
  const rows = [...byClause].sort(([, some], [, others]) => others.length - some.length);
  const nameColumn = Math.max(...rows.map(([clause]) => width(clause)));
  const head = `${plural(rows.length, 'clause')} broken, in ${plural(failed, 'case')}; each is shown in full above`;
  return [
    palette.bold(head),
    ...rows.flatMap(([clause, ids]) => {
      const count = plural(ids.length, 'case').padStart(COUNT);
      const left = `  ${pad(clause, nameColumn)}  ${clauses[clause].level.padEnd(LEVEL)}  ${count}  `;
      const lines = wrap(listOf(ids), columns - width(left));
      return lines.map((line, index) =>
        index === 0 ? `${left}${palette.dim(line)}` : ' '.repeat(width(left)) + palette.dim(line),
      );
    }),
  ];
}

const COUNT = '100 cases'.length;
const LEVEL = 'MUST NOT'.length;

const listOf = (ids: readonly string[]): string =>
  ids.length <= CASES_NAMED
    ? ids.join(', ')
    : `${ids.slice(0, CASES_NAMED).join(', ')} and ${ids.length - CASES_NAMED} more`;
