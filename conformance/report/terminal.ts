/** For people, as text. */
import type { Report } from '../exchange/report.js';
import { caseLine, idColumn } from './case-line.js';
import { distinctFailures } from './distinct.js';
import { renderFailure } from './failure.js';
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
  const failures = distinctFailures(report).map(({ failure, where }) => renderFailure(failure, where, frame));
  const overview = renderOverview(report.cases, frame).join('\n');
  const parts = [...failures, ...(overview === '' ? [] : [overview]), renderSummary(report, frame.palette)];
  return `${parts.join('\n\n')}\n`;
}
