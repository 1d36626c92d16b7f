/** Plays a saved scenario once more, or several times. */
import { appliedSteps } from '../../exchange/history.js';
import type { Deviation } from '../../exchange/profile.js';
import type { CaseResult, Failure, Report } from '../../exchange/report.js';
import type { Scenario } from '../../exchange/scenario.js';
import { whyLeftOut } from '../../invariants/left-out.js';
import { type SystemUnderTest, Unreachable } from '../../sut/system.js';
import { emptyResult } from '../case-result.js';
import { deviating } from '../deviating.js';
import { Trial } from '../loss/trial.js';
import { bringBack, TargetLost } from '../play/health.js';
import { playInTime } from '../play/index.js';
import { failureOf } from '../play/judge.js';
import { generous, unlimited } from '../play/limits.js';
import { play } from '../play/play.js';
import { type Played, type Watch, whyInconclusive } from '../play/played.js';
import type { ReplayedScenario } from '../ratchet/replays.js';
import { loadFailure } from '../save.js';
import { sumUp } from './sum-up.js';
import { withoutTimeouts } from './without-timeouts.js';

/** How a saved scenario is replayed. */
export interface ReplayOptions {
  /** The target as the user named it, for the report. */
  readonly target?: string;
  /** How often the scenario is played. */
  readonly times?: number;
  /** In how many worlds at the same time; one after another where left out. */
  readonly concurrency?: number;
  /** Disables timeouts, for a target in a debugger. */
  readonly debug?: boolean;
  /**
   * Called with the scenario before each play, and the number of the play, counted from 1; gives the play's observer.
   */
  readonly watch?: (scenario: Scenario, time: number) => Watch;
  /** No further play is begun once it is aborted. */
  readonly signal?: AbortSignal | undefined;
  /** Rules that the target breaks on purpose. */
  readonly deviations?: readonly Deviation[];
}

/** Replays the scenario of a file, and reports. @throws CodecError or SyntaxError where the file holds no scenario. */
export async function replayFile(given: SystemUnderTest, file: string, options: ReplayOptions = {}): Promise<Report> {
  const started = performance.now();
  const { scenario, clause, shrink } = await loadFailure(file);
  const system = deviating(options.debug ? withoutTimeouts(given) : given, options.deviations);
  const { target = '' } = options;
  const named = { id: 'replay', title: file, clauses: [clause] };
  const report = (result: CaseResult, trouble = '') =>
    sumUp({ target, seed: 0, profile: system.profile, cases: [result], trouble, started });
  const { all, lost } = await replayTimes(system, scenario, options);
  if (lost && all.every(({ failure }) => failure === undefined))
    return report(emptyResult(named, 'not-run', 'the target was lost in the middle of it'), lost.message);
  const left = whyLeftOut(clause, system.profile);
  const why = [
    target === '' ? 'on the reference server, for no target was given' : '',
    all.find(({ undecided }) => undecided !== undefined)?.undecided ?? '',
    ...score(all, shrink),
    left && `without ${clause} (${left})`,
  ];
  const result = {
    ...emptyResult(named, 'not-run', why.filter(Boolean).join('; ')),
    runs: all.length,
    checks: sum(all, 'checks'),
    steps: sum(all, 'steps'),
    verdict: worst(all),
    tookMs: Math.round(performance.now() - started),
    failures: firstFailures(all).map((failure) => ({ ...failure, file })),
  };
  return report(result, lost?.message);
}

/** The outcome of one play. */
interface ReplayOutcome extends Pick<CaseResult, 'verdict' | 'checks' | 'steps'> {
  readonly failure?: Failure | undefined;
  /** Why it is inconclusive. */
  readonly undecided?: string | undefined;
  /** The loss of the target by this play. */
  readonly lost?: TargetLost;
}

interface ReplayOutcomes {
  readonly all: readonly ReplayOutcome[];
  /** Why the scenario was not played as often as was asked. */
  readonly lost?: Unreachable;
}

async function replayTimes(
  system: SystemUnderTest,
  scenario: Scenario,
  options: ReplayOptions,
): Promise<ReplayOutcomes> {
  const { times = 1, signal } = options;
  let { concurrency = 1 } = options;
  const all: ReplayOutcome[] = [];
  try {
    while (all.length < times && !(signal?.aborted && all.length > 0)) {
      // A target that an earlier play took down is started again, where that is possible.
      const before = all.at(-1)?.lost;
      if (before) await bringBack(system, before).catch(() => {});
      const atOnce = Math.min(concurrency, times - all.length);
      const played =
        atOnce > 1
          ? await amongOthers(system, scenario, atOnce)
          : [await alone(system, scenario, options, all.length + 1)];
      all.push(...played);
      // One by one it turns out whether the scenario took the target down.
      if (played.length === 0) concurrency = 1;
    }
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    return { all, lost: error };
  }
  return { all };
}

/** The verdicts of so many plays of a scenario. A target that the last one took down is started again. */
export async function replayVerdicts(
  system: SystemUnderTest,
  scenario: Scenario,
  options: Pick<ReplayOptions, 'times' | 'concurrency' | 'signal'>,
): Promise<ReplayedScenario> {
  const { all, lost } = await replayTimes(system, scenario, options);
  const taken = all.at(-1)?.lost;
  if (taken) await bringBack(system, taken).catch(() => {});
  return { verdicts: all.map(({ verdict }) => verdict), lost: lost !== undefined };
}

/** Several plays at once; none where the target was lost meanwhile. */
async function amongOthers(system: SystemUnderTest, scenario: Scenario, atOnce: number): Promise<ReplayOutcome[]> {
  const plays = Array.from({ length: atOnce }, () => playInTime(system, scenario, generous));
  const ends = await Promise.allSettled(plays);
  const broken = ends.find((end): end is PromiseRejectedResult => end.status === 'rejected');
  if (!broken) return ends.flatMap((end) => (end.status === 'fulfilled' ? [outcomeOf(end.value)] : []));
  if (!(broken.reason instanceof Unreachable)) throw broken.reason;
  await bringBack(system, broken.reason).catch(() => {});
  return [];
}

async function alone(
  system: SystemUnderTest,
  scenario: Scenario,
  { watch, debug, signal }: ReplayOptions,
  time: number,
): Promise<ReplayOutcome> {
  const limits = debug ? unlimited : generous;
  try {
    return outcomeOf(await playInTime(system, scenario, limits, { watch: () => watch?.(scenario, time) }));
  } catch (error) {
    if (!(error instanceof TargetLost)) throw error;
    const trial = { system, play: play.bind(undefined, system), debug, signal };
    const failure = await new Trial(error, trial).accusation(scenario);
    if (!failure) throw error;
    return { verdict: 'fail', checks: 1, steps: failure.shrink.to, failure, lost: error };
  }
}

function outcomeOf(played: Played): ReplayOutcome {
  const { fault, kind, checks } = played.judgement;
  const steps = appliedSteps(played.history);
  const outcome = { verdict: kind, checks: [...checks.values()].reduce((total, count) => total + count, 0), steps };
  if (kind === 'inconclusive') return { ...outcome, undecided: whyInconclusive(played) };
  if (!fault || kind === 'pass') return outcome;
  const shrink = { from: steps, to: steps, tookMs: 0, fails: 1, of: 1, atOnce: 1, sameAs: '' };
  return { ...outcome, failure: failureOf(played, shrink) };
}

/** The first failure by each clause, with how often that clause was broken. */
function firstFailures(all: readonly ReplayOutcome[]): Failure[] {
  const failures = all.flatMap(({ failure }) => failure ?? []);
  const first = failures.filter((one, index) => failures.findIndex(({ clause }) => clause === one.clause) === index);
  return first.map((one) => {
    const fails = failures.filter(({ clause }) => clause === one.clause).length;
    return { ...one, shrink: { ...one.shrink, fails, of: all.length } };
  });
}

/** How often it failed now, and before: a race that does not show again may still be there. */
function score(all: readonly ReplayOutcome[], { fails, of }: Failure['shrink']): string[] {
  const failed = all.filter(({ verdict }) => verdict === 'fail').length;
  const now = `fails ${failed} of ${all.length}`;
  if (failed === 0) return [now, `failed ${of === 0 ? '' : `${fails} of ${of} `}when it was saved`];
  return all.length > 1 ? [now] : [];
}

const sum = (all: readonly ReplayOutcome[], what: 'checks' | 'steps'): number =>
  all.reduce((total, one) => total + one[what], 0);

const ORDER = ['fail', 'harness-fault', 'inconclusive', 'pass'] as const;

const worst = (all: readonly ReplayOutcome[]): CaseResult['verdict'] =>
  ORDER.find((verdict) => all.some((one) => one.verdict === verdict)) ?? 'not-run';
