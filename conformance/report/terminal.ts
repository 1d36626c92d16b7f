/** A report for people, as text. */
import type { Report } from '../exchange/index.js';
import { caseLine, idColumn } from './case-line.js';
import { type Frame, renderFailure } from './failure.js';
import { renderSummary } from './summary.js';

/** What follows the lines of the cases: each failure in full, then the summary. */
export function renderOutcome(report: Report, frame: Frame): string {
  const failures = report.cases.flatMap((result) =>
    result.failures.map((failure) =>
      renderFailure(failure, { id: result.id, seed: result.seed, target: report.target }, frame),
    ),
  );
  return `${[...failures, renderSummary(report, frame.palette)].join('\n\n')}\n`;
}

/** The whole report, for a reader who has not seen the cases go by. */
export function renderReport(report: Report, frame: Frame): string {
  const columns = idColumn(report.cases);
  const lines = report.cases.map((result) => `${caseLine(result, columns, frame.palette)}\n`);
  return `${lines.join('')}\n${renderOutcome(report, frame)}`;
}
