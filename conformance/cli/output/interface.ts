/** What a command may do with its reporters, however many they are. */
import type { LogFinding, LogReport } from '../../exchange/log-report.js';
import type { Report } from '../../exchange/report.js';
import type { ExitCode } from '../../exchange/words.js';

/** All that a command writes of what was found. */
export interface Outputs {
  /** Where people read while a run goes on: a document on standard output must stay alone there. */
  readonly sideline: NodeJS.WriteStream;
  /** Before anything is found: says at once which files cannot be written. */
  open(): Promise<void>;
  /** The report of a run, with which all is written. Resolves with whether all of it is there. */
  run(report: Report, casesSeen: boolean): Promise<boolean>;
  /** The report of a run that never began: readers of documents get one in any case, and for people the error says as much. */
  unreached(report: Report): Promise<void>;
  /** A violation in a log. `file`: the log's name. */
  finding(finding: LogFinding, file: string): void;
  /** The end of a log, with which all is written. As {@link Outputs.run}. */
  log(report: LogReport, file: string): Promise<boolean>;
  /** Takes away what was begun and is not whole. */
  close(): void;
}

/** A run that passed is no success where a report of it is nowhere. */
export const codeWith = (code: ExitCode, isWritten: boolean): ExitCode => (code === 0 && !isWritten ? 3 : code);
