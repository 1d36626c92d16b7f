/** What an output of the suite has to offer: one object for each, all of them listed in reporters.ts. */
import type { LogFinding, LogReport } from '../exchange/log-report.js';
import type { Report } from '../exchange/report.js';
import type { Palette } from './palette.js';

/** What the reader has in front of them. */
export interface Frame {
  readonly palette: Palette;
  /** How many columns the reader has. */
  readonly columns: number;
}

/** Turns what was found into text for standard output. Knows no runner and no stream. */
export interface Reporter {
  /** As `--reporter` names it. */
  readonly name: string;
  /**
   * Standard output gets a document and nothing else: progress and questions go to standard error, and a run whose
   * target cannot be reached still writes a report.
   */
  readonly isDocument: boolean;
  /** The report of a run or a replay. `casesSeen`: the reader has seen a line for each case while it ran. */
  run(report: Report, frame: Frame, casesSeen: boolean): string;
  /** A violation in a log, as soon as it is found. `file`: the log's name. */
  finding(finding: LogFinding, file: string, frame: Frame): string;
  /** The end of a judged log. */
  log(report: LogReport, file: string, frame: Frame): string;
}
