/** A run of the cases: its options, the run itself, and what it saves. */
import { randomInt } from 'node:crypto';
import type { Command } from 'commander';
import { cases } from '../../cases/index.js';
import type { Profile } from '../../exchange/profile.js';
import type { CaseResult, Report } from '../../exchange/report.js';
import { fileTrouble } from '../../exchange/system-error.js';
import type { ExitCode } from '../../exchange/words.js';
import { drawSvg } from '../../report/svg/picture.js';
import { tryFolder, writeWhole } from '../../runner/folder.js';
import { type RunOptions, UnknownCase } from '../../runner/options.js';
import { runSuite } from '../../runner/run/index.js';
import { matchesGlob, select } from '../../runner/run/select.js';
import { suiteUnreached } from '../../runner/run/unreached.js';
import { wholeNumber } from '../../strength/whole-number.js';
import { UNLIMITED } from '../../sut/native/later.js';
import { nearest } from '../nearest.js';
import { collect, duration, reporterOption } from '../options.js';
import type { ReporterChoice } from '../output/choice.js';
import { outputsOf } from '../output/outputs.js';
import { print } from '../screen.js';
import type { Target } from '../target/target.js';
import { UsageError, unknownName } from '../usage.js';
import { judgeTarget } from './judging.js';

/** The values of {@link withSuiteOptions}, and of `--debug`. */
export interface SuiteOptions {
  readonly case?: readonly string[];
  readonly seed?: number;
  readonly runs?: number;
  readonly concurrency: number;
  readonly bail?: boolean;
  /** In milliseconds. */
  readonly maxTime?: number;
  readonly reporter?: readonly ReporterChoice[];
  readonly output?: string;
  readonly debug?: boolean;
  readonly fast?: boolean;
}

const LAST_SEED = 2 ** 32 - 1;
const MANY = 1_000_000;
const USUAL_OUTPUT = '.adjourn';

/** Adds the options of a run to a command. */
export const withSuiteOptions = (command: Command): Command =>
  command
    .option('--case <glob>', 'run only the matching cases, such as "server/end*"; can be repeated', collect)
    .option('--seed <n>', 'repeat the run that had this seed', wholeNumber(1, LAST_SEED))
    .option('--runs <n>', 'number of scenarios for each case', wholeNumber(1, MANY))
    .option('--concurrency <n>', 'number of meetings at the same time', wholeNumber(1, 1_000), 16)
    .option('--fast', 'skip the cases that wait for times which the target announces')
    .option('--bail', 'stop at the first case that fails')
    .option('--max-time <duration>', 'begin nothing more after so long, such as 90s or 5m', duration)
    .addOption(reporterOption())
    .option('--output <dir>', `folder for failing scenarios (default: "${USUAL_OUTPUT}")`);

/** Runs the cases against the target. Throws {@link UsageError}, and `Unreachable` where there is no target. */
export async function runOn(target: Target, options: SuiteOptions): Promise<ExitCode> {
  const run = { ...runOptions(options, target.name), side: target.side ?? 'server' };
  const unsaved = new Set<string>();
  const began = performance.now();
  // To start the target is a part of the run.
  const timeLeft = ({ maxTime }: SuiteOptions) =>
    maxTime === undefined ? {} : { maxTimeMs: maxTime - (performance.now() - began) };
  try {
    // Mistakes in the arguments are told before anything is started.
    select(run.cases, run.side);
    const outputs = outputsOf(options.reporter);
    if (options.output !== undefined) await mustTakeFiles(options.output);
    return await judgeTarget(target, outputs, {
      judges: async (system, onEvent, signal) => {
        const report = await runSuite(system, { ...run, ...timeLeft(options), signal }, (event) => {
          if (event.kind === 'unsaved') unsaved.add(notSaved('scenario', event));
          else onEvent(event);
        });
        const trouble = await savePictures(report);
        if (trouble !== undefined) unsaved.add(notSaved('picture', { folder: run.output, ...trouble }));
        return report;
      },
      withinMs: options.debug ? UNLIMITED : undefined,
      unreached: async (error) => suiteUnreached(run, error),
    });
  } catch (error) {
    throw error instanceof UnknownCase ? unknownCase(error, options.case ?? [], run.side) : error;
  } finally {
    await print([...unsaved].join(''), process.stderr);
  }
}

/** A long run must not find out at its first failure that nothing can be saved. */
async function mustTakeFiles(folder: string): Promise<void> {
  if (folder === '') throw new UsageError('--output names no folder: give one, or leave it out.');
  try {
    await tryFolder(folder);
  } catch (error) {
    const trouble = fileTrouble(error);
    if (trouble === undefined) throw error;
    throw new UsageError(`Nothing can be saved in "${folder}" (${trouble.why}): give another folder with --output.`);
  }
}

/** Draws each failure beside its scenario: `x.json` gets `x.svg`. Gives the reason where one could not be written. */
async function savePictures({ cases }: Report): Promise<{ readonly why: string } | undefined> {
  const failures = cases.flatMap((result) => result.failures).filter(({ file }) => file !== '');
  try {
    await Promise.all(failures.map((failure) => writeWhole(failure.file.replace(/\.json$/, '.svg'), drawSvg(failure))));
    return undefined;
  } catch (error) {
    const trouble = fileTrouble(error);
    if (trouble === undefined) throw error;
    return trouble;
  }
}

/** The failure is printed all the same; only the file is missing. */
const notSaved = (what: string, { folder, why }: { readonly folder: string; readonly why: string }): string =>
  `At least one ${what} could not be saved in "${folder}" (${why}): give another folder with --output.\n`;

function runOptions(options: SuiteOptions, target: string): RunOptions {
  const { seed = randomInt(1, LAST_SEED + 1), case: globs = [], runs, bail = false, output = USUAL_OUTPUT } = options;
  const { debug = false, fast = false } = options;
  // In a debugger, one meeting at a time is enough.
  const concurrency = debug ? 1 : options.concurrency;
  const base = { target, seed, cases: globs, concurrency, output, debug, fast };
  return { ...base, ...(runs === undefined ? {} : { runs }), ...(bail ? { until: isFailed } : {}) };
}

const isFailed = ({ verdict }: CaseResult): boolean => verdict === 'fail';

function unknownCase({ message }: UnknownCase, globs: readonly string[], side: Profile['side']): Error {
  const elsewhere = cases.find((one) => one.side !== side && globs.some((glob) => matchesGlob(one.id, glob)));
  if (elsewhere)
    return new UsageError(
      `${message} "${elsewhere.id}" is a case of a ${elsewhere.side}: "adjourn test ${elsewhere.side}" runs it.`,
    );
  const ids = cases.filter((one) => one.side === side).map(({ id }) => id);
  const names = new Set(globs.flatMap((glob) => nearest(glob, ids)));
  return unknownName(message, [...names], 'adjourn list');
}
