/** Runs cases against a system under test. The only place where a system meets its judges. */
import type { ClauseId } from '../../gen/clauses.js';
import type { Case } from '../cases/index.js';
import type { CaseResult, Report } from '../exchange/index.js';
import { type SystemUnderTest, Unreachable } from '../sut/system.js';
import { Patience } from './limits.js';
import type { RunEvent, RunOptions } from './options.js';
import { type Context, runCase } from './run-case.js';
import { select, whyNot } from './select.js';
import { sumUp, without } from './sum-up.js';

export { type Diagnosis, examine, type Finding, PATIENCE_MS } from './doctor/index.js';
export { matchesGlob } from './glob.js';
export type { RunEvent, RunOptions } from './options.js';
export { play } from './play.js';
export { replayFile } from './replay.js';
export { select } from './select.js';
export { suiteVersion } from './sum-up.js';
export { replayUnreached, suiteUnreached } from './unreached.js';

export async function runSuite(
  system: SystemUnderTest,
  options: RunOptions,
  onEvent: (event: RunEvent) => void,
): Promise<Report> {
  const started = performance.now();
  const chosen = select(options.cases);
  onEvent({ kind: 'planned', cases: chosen.map(({ id, title }) => ({ id, title })) });
  const context: Context = {
    system,
    options,
    emit: onEvent,
    shrunk: new Map<ClauseId, string>(),
    patience: new Patience(),
    lost: undefined,
  };
  const cases: CaseResult[] = [];
  for (const one of chosen) {
    const result = await resultOf(one, cases, context);
    cases.push(result);
    onEvent({ kind: 'finished', result });
  }
  const { target, seed, signal } = options;
  const trouble = context.lost?.message ?? '';
  return sumUp({ target, seed, profile: system.profile, cases, trouble, started, interrupted: !!signal?.aborted });
}

async function resultOf(one: Case, before: readonly CaseResult[], context: Context): Promise<CaseResult> {
  const { system, options } = context;
  // What the trouble was is said once, by the report.
  if (context.lost) return without(one, 'not-run', 'the run had ended');
  if (options.signal?.aborted || (options.bail && before.some(({ verdict }) => verdict === 'fail')))
    return without(one, 'not-run', 'the run was stopped before');
  const why = whyNot(one, system.profile);
  if (why !== '') return without(one, 'skip', why);
  try {
    return await runCase(one, context);
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    context.lost = error;
    return without(one, 'not-run', 'the target was lost in the middle of it');
  }
}
