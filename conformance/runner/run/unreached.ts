/** Reports of runs that never began, because the target could not be reached: whoever reads reports gets one all the same. */
import type { CaseResult, Profile, Report } from '../../exchange/index.js';
import type { Unreachable } from '../../sut/system.js';
import type { RunOptions } from '../options.js';
import { load } from '../save.js';
import { select } from './select.js';
import { sumUp, without } from './sum-up.js';

const NEVER_BEGAN = 'the target could not be reached';

/** What `runSuite` would have run. Throws UnknownCase as it does. */
export const suiteUnreached = (options: RunOptions, error: Unreachable): Report =>
  unreached(
    select(options.cases, options.side).map((one) => without(one, 'not-run', NEVER_BEGAN)),
    options.target,
    options.seed,
    error,
  );

/** What `replayFile` would have played. Throws what it throws where the file holds no scenario. */
export async function replayUnreached(file: string, target: string, error: Unreachable): Promise<Report> {
  const { clause } = await load(file);
  return unreached(
    [without({ id: 'replay', title: file, clauses: [clause] }, 'not-run', NEVER_BEGAN)],
    target,
    0,
    error,
  );
}

const unreached = (cases: readonly CaseResult[], target: string, seed: number, { message }: Unreachable): Report =>
  sumUp({ target, seed, profile: unknown, cases, trouble: message, started: performance.now() });

/** Nothing is known of what could not be asked. */
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
