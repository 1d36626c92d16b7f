/** A report for people, as text. */
import type { Failure, Report } from '../exchange/index.js';
import { caseLine, idColumn } from './case-line.js';
import { type Frame, renderFailure, type Where } from './failure.js';
import { renderSummary } from './summary.js';

/** What follows the lines of the cases: each failure in full, then the summary. */
export function renderOutcome(report: Report, frame: Frame): string {
  const failures = gather(report).map(({ failure, where }) => renderFailure(failure, where, frame));
  return `${[...failures, renderSummary(report, frame.palette)].join('\n\n')}\n`;
}

interface Gathered {
  readonly failure: Failure;
  readonly where: Where & { readonly alsoIn: string[] };
}

/** One fault shows in many cases: it is drawn for the case in which it was made small, and the others are named there. */
function gather({ cases, target }: Report): Gathered[] {
  const gathered: Gathered[] = [];
  for (const { id, seed, failures } of cases)
    for (const failure of failures) {
      const { sameAs } = failure.shrink;
      const same = gathered.find((one) => one.where.id === sameAs && one.failure.clause === failure.clause);
      if (same) same.where.alsoIn.push(id);
      else gathered.push({ failure, where: { id, seed, target, alsoIn: [] } });
    }
  return gathered;
}

/** The whole report, for a reader who has not seen the cases go by. */
export function renderReport(report: Report, frame: Frame): string {
  const columns = idColumn(report.cases);
  const lines = report.cases.map((result) => `${caseLine(result, columns, frame.palette)}\n`);
  return `${lines.join('')}\n${renderOutcome(report, frame)}`;
}
