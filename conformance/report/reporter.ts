/** What an output of the suite has to offer: one object for each, all of them listed in reporters.ts. */
import type { LogFinding, LogReport } from '../exchange/log-report.js';
import type { Report } from '../exchange/report.js';
import type { Palette } from './palette.js';

/** What the reader has in front of them. */
export interface Frame {
  readonly palette: Palette;
  /** How many columns the reader has. */
  readonly columns: number;
  /** How many bytes there is room for, where there is a limit: what does not fit is counted, and left out. */
  readonly mostBytes?: number;
}

/**
 * Turns what was found into text, for standard output or a file. Knows no runner and no stream. One that
 * is loaded when it writes gives its `Text` later, see reporters.ts.
 */
export interface Reporter<Text extends string | Promise<string> = string> {
  /** As `--reporter` names it. */
  readonly name: string;
  /**
   * A document stands alone where it is written: on standard output, progress and questions go to standard error. A run
   * whose target cannot be reached still writes one.
   */
  readonly isDocument: boolean;
  /** What is appended elsewhere beside it, where the environment names a file for that. */
  readonly companion?: Companion;
  /** The report of a run or a replay. `casesSeen`: the reader has seen a line for each case while it ran. */
  run(report: Report, frame: Frame, casesSeen: boolean): Text;
  /** A violation in a log, as soon as it is found. `file`: the log's name. `before`: how many it was given before. */
  finding(finding: LogFinding, file: string, frame: Frame, before: number): string;
  /** The end of a judged log. `before`: how many violations it was given. */
  log(report: LogReport, file: string, frame: Frame, before: number): Text;
}

/** Any reporter. */
export type AnyReporter = Reporter<string | Promise<string>>;

/** A second text of a reporter, for a file that others write too. */
export interface Companion {
  /** The environment variable that names the file. */
  readonly variable: string;
  readonly reporter: AnyReporter;
  /** How large that file may be. */
  readonly mostBytes: number;
}
