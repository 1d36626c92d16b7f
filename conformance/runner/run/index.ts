/** The way into run/: runs cases against a system under test, and reports. */
import type { Case } from '../../cases/case.js';
import type { CaseResult, Report } from '../../exchange/report.js';
import { type SystemUnderTest, Unreachable } from '../../sut/system.js';
import { emptyResult } from '../case-result.js';
import type { Context } from '../context.js';
import { newCrosswalkTally } from '../crosswalk/index.js';
import { deviating } from '../deviating.js';
import { isTimeUsedUp, whyStopped, withinMaxTime } from '../max-time.js';
import type { RunEvent, RunOptions } from '../options.js';
import { playInTime } from '../play/index.js';
import { Patience } from '../play/patience.js';
import { play } from '../play/play.js';
import { casesOf, select, selectionInWords } from '../selection/index.js';
import { newClauseTallies } from './clause-tally.js';
import { coverageOf, triplesAtStart } from './coverage.js';
import { optionsInWords } from './options-in-words.js';
import { planOf } from './plan.js';
import { examineReturns } from './returns.js';
import { gather, runCase } from './run-case.js';
import { earlyAndLate, inPhases, whyNot } from './select.js';
import { sideBySide, staggeredStart } from './side-by-side.js';
import { sumUp } from './sum-up.js';
import type { Gathered } from './tally.js';
import { withoutTimeouts } from './without-timeouts.js';

/**
 * Runs the chosen cases against a system under test, and reports. The report's exit code is that of the command line.
 *
 * @throws {UnknownCase} where a glob matches no case, or no case fits all that was asked for
 *
 * @example
 * const options = { target: 'ours', seed: 1, cases: ['server/leave*'], concurrency: 8, output: '.adjourn' };
 * const report = await runSuite(ourSystem, options, (event) => {
 *   if (event.kind === 'finished') console.log(event.result.id, event.result.verdict);
 * });
 */
export async function runSuite(
  system: SystemUnderTest,
  given: RunOptions,
  onEvent: (event: RunEvent) => void,
): Promise<Report> {
  const { options, release } = withinMaxTime(given);
  return runWithin(system, options, onEvent).finally(release);
}

async function runWithin(
  given: SystemUnderTest,
  options: RunOptions,
  onEvent: (event: RunEvent) => void,
): Promise<Report> {
  const started = performance.now();
  const system = deviating(options.debug ? withoutTimeouts(given) : given, options.deviations);
  const { profile } = system;
  const groups = earlyAndLate(select(options, profile.side), options.first).map(inPhases);
  const chosen = groups.flat();
  const selected = selectionInWords(options);
  const part = selected === '' ? {} : { part: { of: casesOf(profile.side).length, by: selected } };
  const plan = { ...(await planOf(chosen, system, options)), ...part };
  onEvent({ kind: 'planned', cases: chosen.map(({ id, title }) => ({ id, title })), plan });
  const context = contextOf(system, options, onEvent);
  const cases: CaseResult[] = [];
  for (const group of groups) {
    const gatheredOf = sideBySide(group, context, (one) => gather(one, context));
    for (const one of group) {
      const found = await resultOf(one, cases, context, gatheredOf);
      const result = options.regard?.(found) ?? found;
      cases.push(result);
      onEvent({ kind: 'finished', result });
    }
  }
  for await (const result of examineReturns(cases, context)) {
    cases[cases.findIndex(({ id }) => id === result.id)] = result;
    onEvent({ kind: 'finished', result });
  }
  const { target, seed, signal } = options;
  const cut = isTimeUsedUp(context) ? usedUp(cases, whyStopped(context)) : '';
  const trouble = context.target.state === 'lost' ? context.target.error.message : cut;
  // The coverage of a few cases says nothing, nor does that of a run that was cut short or whose oracle was silent.
  const isPart = selected !== '' || cut !== '' || context.patience.limits.quiet;
  const coverage = isPart ? undefined : coverageOf(context.triples);
  const interrupted = !!signal?.aborted && !isTimeUsedUp(context);
  const told = {
    crosswalk: context.crosswalk.rows(),
    clauses: context.clauses.rows(),
    options: optionsInWords(options, profile.side),
    selection: [selected, options.fast ? '--fast' : ''].filter((text) => text !== '').join(' '),
    declared: (options.deviations ?? []).map((one) => ({ ...one, seen: context.clauses.deviated(one.clause) })),
  };
  return sumUp({ target, seed, profile, cases, trouble, started, interrupted, coverage, ...told });
}

/** A server with many faults is told of all of them, and the run is not much longer for that; in milliseconds. */
const FURTHER_MS = 20_000;

/** What the cases of a run share, as it is before the first one. */
export const contextOf = (system: SystemUnderTest, options: RunOptions, emit: (event: RunEvent) => void): Context => ({
  system,
  options,
  emit,
  play: (scenario, limits) => play(system, scenario, limits),
  playInTime: (scenario, limits, how) => playInTime(system, scenario, limits, how),
  stagger: staggeredStart(),
  patience: new Patience(options.debug),
  triples: triplesAtStart(system.profile),
  crosswalk: newCrosswalkTally(),
  clauses: newClauseTallies(),
  witnesses: new Map(),
  returns: [],
  target: { state: 'up' },
  furtherMs: FURTHER_MS,
});

async function resultOf(
  one: Case,
  before: readonly CaseResult[],
  context: Context,
  gatheredOf: (one: Case) => Promise<Gathered | undefined>,
): Promise<CaseResult> {
  const { system, options } = context;
  // The report says once what happened to the target.
  if (context.target.state === 'lost') return emptyResult(one, 'not-run', 'the run had ended');
  const stopped = before.some((result) => options.until?.(result)) ? 'the run was stopped' : whyStopped(context);
  if (stopped !== '') return emptyResult(one, 'not-run', `${stopped} before`);
  const why = whyNot(one, system.profile, options);
  if (why !== '') return emptyResult(one, 'skip', why);
  try {
    return await runCase(one, context, await gatheredOf(one));
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    context.target = { state: 'lost', error };
    return emptyResult(one, 'not-run', 'the target was lost in the middle of it');
  }
}

/** For how much of the run its time was too short; empty where for nothing. */
function usedUp(cases: readonly CaseResult[], why: string): string {
  const open = cases.filter(({ verdict }) => verdict === 'not-run' || verdict === 'inconclusive').length;
  return open === 0 ? '' : `${why}: ${open} of ${cases.length} cases were not run, or not concluded`;
}
