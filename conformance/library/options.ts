/** How a program wants its run to be done. */
import { randomInt } from 'node:crypto';
import type { CaseResult } from '../exchange/report.js';
import type { RunOptions } from '../runner/options.js';

/**
 * All of it may be left out; then it is as on the command line.
 *
 * @example
 * const options: TestOptions = { cases: ['server/end*'], seed: 7, signal: AbortSignal.timeout(60_000) };
 */
export interface TestOptions {
  /** Globs such as `server/end*`; a case runs if it matches one of them. */
  readonly cases?: readonly string[];
  /** Repeats the run that had this seed: a whole number from 1 to 2^32 - 1. Drawn at random otherwise; the report says which. */
  readonly seed?: number;
  /** How many scenarios each case plays; its own number otherwise. */
  readonly runs?: number;
  /** How many meetings there are at the same time: 16. */
  readonly concurrency?: number;
  /** Leaves out the cases that wait for times which the target announces. */
  readonly fast?: boolean;
  /** Ends the run after the first case that fails. */
  readonly bail?: boolean;
  /** Disables timeouts, for a target in a debugger. */
  readonly debug?: boolean;
  /** The folder for failing scenarios, relative to the working directory: `.adjourn`. */
  readonly output?: string;
  /** How long the whole run may take, in milliseconds: then nothing more is begun, and what was not run is listed as such. */
  readonly maxTimeMs?: number;
  /** Ends the run when it is aborted: what was judged is in the report, whose exit code is then 130. */
  readonly signal?: AbortSignal;
}

const LAST_SEED = 2 ** 32 - 1;
const DAY_MS = 86_400_000;
const AT_ONCE = 16;
const OUTPUT = '.adjourn';

/** Throws a RangeError for a number that is none, or is too small or too large. */
export function runOptionsOf(options: TestOptions, target: string, side: 'server' | 'client'): RunOptions {
  const { seed = randomInt(1, LAST_SEED + 1), runs, concurrency, bail, debug = false, fast = false } = options;
  const { maxTimeMs, signal } = options;
  mustCount('seed', seed, LAST_SEED);
  if (runs !== undefined) mustCount('runs', runs, 1_000_000);
  if (concurrency !== undefined) mustCount('concurrency', concurrency, 1_000);
  if (maxTimeMs !== undefined) mustCount('maxTimeMs', maxTimeMs, DAY_MS);
  return {
    target,
    side,
    seed,
    cases: options.cases ?? [],
    concurrency: debug ? 1 : (concurrency ?? AT_ONCE),
    output: options.output ?? OUTPUT,
    debug,
    fast,
    ...(runs === undefined ? {} : { runs }),
    ...(bail ? { until: isFailed } : {}),
    ...(maxTimeMs === undefined ? {} : { maxTimeMs }),
    ...(signal ? { signal } : {}),
  };
}

const isFailed = ({ verdict }: CaseResult): boolean => verdict === 'fail';

function mustCount(name: string, value: number, last: number): void {
  if (!Number.isInteger(value) || value < 1 || value > last)
    throw new RangeError(`"${name}" is ${value}: give a whole number from 1 to ${last}.`);
}
