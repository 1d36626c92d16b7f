/** What `adjourn test server` and `adjourn test adapter` share: the options of a run, and the run. */
import { randomInt } from 'node:crypto';
import type { Command } from 'commander';
import { cases } from '../cases/index.js';
import type { ExitCode } from '../exchange/index.js';
import { runSuite, select, suiteUnreached } from '../runner/index.js';
import { type RunOptions, UnknownCase } from '../runner/options.js';
import { judge, type Reporter } from './judge.js';
import { nearest } from './nearest.js';
import { collect, reporterOption, wholeNumber } from './options.js';
import type { Target } from './target.js';
import { unknownName } from './usage.js';

export interface SuiteOptions {
  readonly case?: readonly string[];
  readonly seed?: number;
  readonly runs?: number;
  readonly concurrency: number;
  readonly bail?: boolean;
  readonly reporter: Reporter;
  readonly output: string;
}

const LAST_SEED = 2 ** 32 - 1;
const MANY = 1_000_000;

export const withSuiteOptions = (command: Command): Command =>
  command
    .option('--case <glob>', 'run the cases that match, such as "server/end*" (may be given again)', collect)
    .option('--seed <n>', 'repeat the run that had this seed', wholeNumber(1, LAST_SEED))
    .option('--runs <n>', 'scenarios for each case', wholeNumber(1, MANY))
    .option('--concurrency <n>', 'meetings that are held at the same time', wholeNumber(1, 1000), 16)
    .option('--bail', 'stop at the first case that fails')
    .addOption(reporterOption())
    .option('--output <dir>', 'where failing scenarios are saved', '.adjourn');

export async function runOn(target: Target, options: SuiteOptions): Promise<ExitCode> {
  const run = runOptions(options, target.name);
  try {
    // A slip of the pen is told before anything is started.
    select(run.cases);
    return await judge(target, options.reporter, {
      judges: (system, onEvent, signal) => runSuite(system, { ...run, signal }, onEvent),
      unreached: async (error) => suiteUnreached(run, error),
    });
  } catch (error) {
    throw error instanceof UnknownCase ? unknownCase(error, options.case ?? []) : error;
  }
}

function runOptions(options: SuiteOptions, target: string): RunOptions {
  const { seed = randomInt(1, LAST_SEED + 1), case: globs = [], runs, concurrency, bail = false, output } = options;
  const base = { target, seed, cases: globs, concurrency, bail, output };
  return runs === undefined ? base : { ...base, runs };
}

function unknownCase({ message }: UnknownCase, globs: readonly string[]): Error {
  const ids = cases.map(({ id }) => id);
  const names = new Set(globs.flatMap((glob) => nearest(glob, ids)));
  return unknownName(message, [...names], 'adjourn list');
}
