/** For people, as text. */
import type { Failure, Report } from '../exchange/report.js';
import { caseLine, idColumn } from './case-line.js';
import { renderFailure, type Where } from './failure.js';
import { renderFinding, renderLogReport } from './log.js';
import { renderOverview } from './overview.js';
import type { Frame, Reporter } from './reporter.js';
import { renderSummary } from './summary.js';

/** The reporter `default`. */
export const terminal: Reporter = {
  name: 'default',
  isDocument: false,
  run(report, frame, casesSeen) {
    const outcome = renderOutcome(report, frame);
    return casesSeen ? `\n${outcome}` : `${renderCases(report, frame)}\n${outcome}`;
  },
  finding: renderFinding,
  log: renderLogReport,
};

function renderCases({ cases }: Report, { palette }: Frame): string {
  const columns = idColumn(cases);
  return cases.map((result) => `${caseLine(result, columns, palette)}\n`).join('');
}

/** What follows the lines of the cases: each failure in full, the broken clauses, then the summary. */
function renderOutcome(report: Report, frame: Frame): string {
  const failures = gather(report).map(({ failure, where }) => renderFailure(failure, where, frame));
  const overview = renderOverview(report.cases, frame).join('\n');
  const parts = [...failures, ...(overview === '' ? [] : [overview]), renderSummary(report, frame.palette)];
  return `${parts.join('\n\n')}\n`;
}

interface Gathered {
  readonly failure: Failure;
  readonly where: Where & { readonly alsoIn: string[] };
}

/**
 * One fault shows in many cases: it is drawn for the case in which it was shrunk, and the other cases are named there.
 */
function gather({ cases, target }: Report): Gathered[] {
  const gathered: Gathered[] = [];
  for (const { id, seed, failures } of cases)
    for (const failure of failures) {
      // The summary has a sentence for what was known before.
      if (failure.known !== undefined) continue;
      const { sameAs } = failure.shrink;
      const same = gathered.find((one) => one.where.id === sameAs && one.failure.clause === failure.clause);
      if (same) same.where.alsoIn.push(id);
      else gathered.push({ failure, where: { id, seed, target, alsoIn: [] } });
    }
  return gathered;
}
