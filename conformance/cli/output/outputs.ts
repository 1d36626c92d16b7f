/** Several reporters as one: each gets the same reports, and its text goes where the command line says. */
import type { LogFinding, LogReport } from '../../exchange/log-report.js';
import type { Report } from '../../exchange/report.js';
import type { ExitCode } from '../../exchange/words.js';
import { plain } from '../../report/palette.js';
import type { Frame, Reporter } from '../../report/reporter.js';
import { reporters } from '../../report/reporters.js';
import { ELSEWHERE, frameFor } from '../screen.js';
import { type ReporterChoice, withDefault } from './choice.js';
import { type Destination, endOfFile, sizeOf, standardOutput, wholeFile } from './destination.js';

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
export const codeWith = (code: ExitCode, isWritten: boolean): ExitCode => (code === 0 && !isWritten ? 2 : code);

interface Output {
  readonly reporter: Reporter;
  readonly frame: Frame;
  readonly destination: Destination;
  readonly isOnScreen: boolean;
  /** Violations that it was given. */
  given: number;
}

/** Throws {@link UsageError} where two reporters would write over each other. Nothing is opened yet. */
export function outputsOf(chosen: readonly ReporterChoice[] | undefined): Outputs {
  const all = withDefault(chosen).flatMap(outputsFor);
  const isTaken = all.some(({ isOnScreen, reporter }) => isOnScreen && reporter.isDocument);
  const write = async (some: readonly Output[], textOf: (output: Output) => string): Promise<boolean> => {
    for (const output of some) output.destination.write(textOf(output));
    const ended = await Promise.all(some.map(({ destination }) => destination.end()));
    return ended.every(Boolean);
  };
  return {
    sideline: isTaken ? process.stderr : process.stdout,
    open: async () => {
      await Promise.all(all.map(({ destination }) => destination.open()));
    },
    run: (report, casesSeen) =>
      write(all, ({ reporter, frame, isOnScreen }) => reporter.run(report, frame, casesSeen && isOnScreen)),
    unreached: async (report) => {
      const some = all.filter(({ reporter, isOnScreen }) => reporter !== usual || !isOnScreen);
      await write(some, ({ reporter, frame }) => reporter.run(report, frame, false));
    },
    finding(finding, file) {
      for (const output of all) {
        output.destination.write(output.reporter.finding(finding, file, output.frame, output.given));
        output.given += 1;
      }
    },
    log: (report, file) => write(all, ({ reporter, frame, given }) => reporter.log(report, file, frame, given)),
    close: () => {
      for (const { destination } of all) destination.drop();
    },
  };
}

const [usual] = reporters;
const inFiles: Frame = { palette: plain, columns: ELSEWHERE };

function outputsFor({ reporter, file }: ReporterChoice): Output[] {
  const first: Output =
    file === undefined
      ? { reporter, frame: frameFor(process.stdout), destination: standardOutput(), isOnScreen: true, given: 0 }
      : { reporter, frame: inFiles, destination: wholeFile(file), isOnScreen: false, given: 0 };
  const { companion } = reporter;
  const path = companion && process.env[companion.variable];
  if (!path) return [first];
  const frame = { ...inFiles, mostBytes: companion.mostBytes - sizeOf(path) };
  const destination = endOfFile(path);
  return [first, { reporter: companion.reporter, frame, destination, isOnScreen: false, given: 0 }];
}
