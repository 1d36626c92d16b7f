/** Several reporters as one: each gets the same reports, and its text goes where the command line says. */
import { plain } from '../../report/palette.js';
import type { AnyReporter, Frame } from '../../report/reporter.js';
import { reporters } from '../../report/reporters.js';
import { ELSEWHERE, frameFor } from '../screen.js';
import { type ReporterChoice, withDefault } from './choice.js';
import { type Destination, endOfFile, sizeOf, standardOutput, wholeFile } from './destination.js';
import type { Outputs } from './interface.js';

interface Output {
  readonly reporter: AnyReporter;
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
  const write = async (
    some: readonly Output[],
    textOf: (output: Output) => string | Promise<string>,
  ): Promise<boolean> => {
    for (const output of some) output.destination.write(await textOf(output));
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
