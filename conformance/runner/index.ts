/** Runs cases against a system under test. The only place where a system meets its judges. */
import type { ClauseId } from '../../gen/clauses.js';
import type { Case } from '../cases/index.js';
import type { CaseResult, Report } from '../exchange/index.js';
import { type SystemUnderTest, Unreachable } from '../sut/system.js';
import type { RunEvent, RunOptions } from './options.js';
import { Patience } from './play/limits.js';
import { unhurried } from './play/timed-clauses.js';
import { Met } from './run/coverage.js';
import { planOf } from './run/plan.js';
import { type Context, runCase } from './run/run-case.js';
import { inPhases, select, whyNot } from './run/select.js';
import { SideBySide } from './run/side-by-side.js';
import { Turnstile } from './run/stagger.js';
import { sumUp, without } from './run/sum-up.js';

export { examineClient } from './doctor/client/index.js';
export { type Diagnosis, examine, type Finding, PATIENCE_MS } from './doctor/index.js';
export { tryFolder, writeWhole } from './folder.js';
export type { RunEvent, RunOptions } from './options.js';
export { play, type Watch } from './play/play.js';
export { matchesGlob } from './run/glob.js';
export { type ReplayOptions, replayFile } from './run/replay.js';
export { select } from './run/select.js';
export { suiteVersion } from './run/sum-up.js';
export { replayUnreached, suiteUnreached } from './run/unreached.js';
export { load } from './save.js';
export { isSteady } from './shrink/shrink-failure.js';

export async function runSuite(
  given: SystemUnderTest,
  options: RunOptions,
  onEvent: (event: RunEvent) => void,
): Promise<Report> {
  const started = performance.now();
  const { debug = false } = options;
  const system = debug ? unhurried(given) : given;
  const chosen = inPhases(select(options.cases, system.profile.side));
  const plan = await planOf(chosen, system, options);
  onEvent({ kind: 'planned', cases: chosen.map(({ id, title }) => ({ id, title })), plan });
  const context: Context = {
    system,
    options,
    emit: onEvent,
    shrunk: new Map<ClauseId, string>(),
    large: new Map<ClauseId, number>(),
    patience: new Patience(debug),
    turnstile: new Turnstile(),
    met: new Met(system.profile),
    lost: undefined,
  };
  const cases: CaseResult[] = [];
  const sideBySide = new SideBySide(chosen, context);
  for (const one of chosen) {
    const result = await resultOf(one, cases, context, sideBySide);
    cases.push(result);
    onEvent({ kind: 'finished', result });
  }
  const { target, seed, signal } = options;
  const trouble = context.lost?.message ?? '';
  // Of a few cases it would say nothing, and nothing where the oracle was silent.
  const isPart = options.cases.length > 0 || context.patience.limits.quiet;
  const coverage = isPart ? undefined : context.met.coverage;
  const interrupted = !!signal?.aborted;
  return sumUp({ target, seed, profile: system.profile, cases, trouble, started, interrupted, coverage });
}

async function resultOf(
  one: Case,
  before: readonly CaseResult[],
  context: Context,
  sideBySide: SideBySide,
): Promise<CaseResult> {
  const { system, options } = context;
  // What the trouble was is said once, by the report.
  if (context.lost) return without(one, 'not-run', 'the run had ended');
  if (options.signal?.aborted || before.some((result) => options.until?.(result)))
    return without(one, 'not-run', 'the run was stopped before');
  const why = whyNot(one, system.profile, options.fast);
  if (why !== '') return without(one, 'skip', why);
  try {
    return await runCase(one, context, await sideBySide.gathered(one));
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    context.lost = error;
    return without(one, 'not-run', 'the target was lost in the middle of it');
  }
}
