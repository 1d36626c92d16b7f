/** What is saved as one document, and read back: the report of a run, or that of a log with all that was found. */
import type { LogFinding, LogReport } from './log-report.js';
import type { Report } from './report.js';

/** The outcome of a run. */
export interface RunDocument {
  readonly kind: 'run';
  readonly report: Report;
}

/** The outcome of judging a log. */
export interface LogDocument {
  readonly kind: 'log';
  readonly report: LogReport;
  /** The name of the log. */
  readonly file: string;
  readonly findings: readonly LogFinding[];
}

/** One saved report. */
export type ReportDocument = RunDocument | LogDocument;
