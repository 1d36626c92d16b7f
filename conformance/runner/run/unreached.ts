/**
 * Reports of runs that never began because the target could not be reached: readers of reports expect one all the same.
 */

import type { Profile } from '../../exchange/profile.js';
import type { CaseResult, Report } from '../../exchange/report.js';
import type { Unreachable } from '../../sut/system.js';
import { emptyResult } from '../case-result.js';
import type { RunOptions } from '../options.js';
import { loadFailure } from '../save.js';
import { select } from '../selection/index.js';
import { sumUp } from './sum-up.js';

const NEVER_BEGAN = 'the target could not be reached';

/** The report of a run that `runSuite` could not begin. @throws UnknownCase where a glob matches no case. */
export const suiteUnreached = (options: RunOptions, error: Unreachable): Report =>
  unreached(
    select(options, options.side).map((one) => emptyResult(one, 'not-run', NEVER_BEGAN)),
    options.target,
    options.seed,
    error,
  );

/**
 * The report of a replay that `replayFile` could not begin.
 * @throws CodecError or SyntaxError where the file holds no scenario.
 */
export async function replayUnreached(file: string, target: string, error: Unreachable): Promise<Report> {
  const { clause } = await loadFailure(file);
  return unreached(
    [emptyResult({ id: 'replay', title: file, clauses: [clause] }, 'not-run', NEVER_BEGAN)],
    target,
    0,
    error,
  );
}

const unreached = (cases: readonly CaseResult[], target: string, seed: number, { message }: Unreachable): Report =>
  sumUp({ target, seed, profile: unknown, cases, trouble: message, started: performance.now() });

/** Nothing is known of a system that could not be asked. */
const unknown: Profile = {
  name: '',
  side: 'server',
  wire: true,
  features: [],
  resumeWindowMs: 0,
  tokens: false,
  slackMs: 0,
  unsupported: [],
  deviations: [],
};
