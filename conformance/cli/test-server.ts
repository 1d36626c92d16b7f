/** `adjourn test server`: holds a server against the cases. */
import { randomInt } from 'node:crypto';
import type { Command } from 'commander';
import { cases } from '../cases/index.js';
import { runSuite } from '../runner/index.js';
import { type RunOptions, UnknownCase } from '../runner/options.js';
import { type Call, newCommand } from './command.js';
import { judge, type Reporter } from './judge.js';
import { nearest } from './nearest.js';
import { collect, reporterOption, TARGET_HELP, urlOption, wholeNumber } from './options.js';
import { chooseTarget } from './target.js';
import { unknownName } from './usage.js';

interface Options {
  readonly url?: string;
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

export const testServerCommand = (call: Call): Command =>
  newCommand('server')
    .description('hold a server against the cases')
    .usage('[options] [--url URL | -- COMMAND...]')
    .argument('[words...]')
    .addOption(urlOption())
    .option('--case <glob>', 'run the cases that match, such as "server/end*" (may be given again)', collect)
    .option('--seed <n>', 'repeat the run that had this seed', wholeNumber(1, LAST_SEED))
    .option('--runs <n>', 'scenarios for each case', wholeNumber(1, MANY))
    .option('--concurrency <n>', 'meetings that are held at the same time', wholeNumber(1, 1000), 16)
    .option('--bail', 'stop at the first case that fails')
    .addOption(reporterOption())
    .option('--output <dir>', 'where failing scenarios are saved', '.adjourn')
    .addHelpText('after', TARGET_HELP)
    .action(async (words: readonly string[], options: Options) => {
      const target = chooseTarget({ url: options.url, command: call.target, words });
      const code = await judge(target, options.reporter, (system, onEvent, signal) =>
        runSuite(system, runOptions(options, target.name, signal), onEvent).catch((error: unknown) => {
          throw error instanceof UnknownCase ? unknownCase(error, options.case ?? []) : error;
        }),
      );
      call.end(code);
    });

function runOptions(options: Options, target: string, signal: AbortSignal): RunOptions {
  const { seed = randomInt(1, LAST_SEED + 1), case: globs = [], runs, concurrency, bail = false, output } = options;
  const base = { target, seed, cases: globs, concurrency, bail, output, signal };
  return runs === undefined ? base : { ...base, runs };
}

function unknownCase({ message }: UnknownCase, globs: readonly string[]): Error {
  const ids = cases.map(({ id }) => id);
  const names = new Set(globs.flatMap((glob) => nearest(glob, ids)));
  return unknownName(message, [...names], 'adjourn list');
}
