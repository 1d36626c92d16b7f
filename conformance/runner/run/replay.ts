/** Plays a saved scenario once more, or several times. */
import { appliedSteps, type CaseResult, type Failure, type Report, type Scenario } from '../../exchange/index.js';
import { whyLeftOut } from '../../invariants/index.js';
import { type SystemUnderTest, Unreachable } from '../../sut/system.js';
import { Trial } from '../loss/trial.js';
import { reached } from '../play/failure.js';
import { bringBack, TargetLost } from '../play/health.js';
import { playInTime } from '../play/index.js';
import { generous, unlimited } from '../play/limits.js';
import type { Played, Watch } from '../play/play.js';
import { unhurried } from '../play/timed-clauses.js';
import { whyInconclusive } from '../play/undecided.js';
import { load } from '../save.js';
import { sumUp, without } from './sum-up.js';

export interface ReplayOptions {
  /** The target as the user named it, for the report. */
  readonly target?: string;
  /** How often it is played. */
  readonly times?: number;
  /** In how many worlds at the same time; one after another, where it is left out. */
  readonly concurrency?: number;
  /** Nothing is timed: the target may sit in a debugger. */
  readonly debug?: boolean;
  /** Called with the scenario before it is played, each time, and which time it is, counted from 1; what it returns looks on. */
  readonly watch?: (scenario: Scenario, time: number) => Watch;
  /** No further time is begun once it is aborted. */
  readonly signal?: AbortSignal;
}

/** Throws CodecError or SyntaxError where the file holds no scenario. */
export async function replayFile(given: SystemUnderTest, file: string, options: ReplayOptions = {}): Promise<Report> {
  const started = performance.now();
  const { scenario, clause, shrink } = await load(file);
  const system = options.debug ? unhurried(given) : given;
  const { target = '' } = options;
  const named = { id: 'replay', title: file, clauses: [clause] };
  const report = (result: CaseResult, trouble = '') =>
    sumUp({ target, seed: 0, profile: system.profile, cases: [result], trouble, started });
  const { all, lost } = await playTimes(system, scenario, options);
  if (lost && all.every(({ failure }) => failure === undefined))
    return report(without(named, 'not-run', 'the target was lost in the middle of it'), lost.message);
  const failures = gather(all).map((failure) => ({ ...failure, file }));
  const numbers = { runs: all.length, checks: sum(all, 'checks'), steps: sum(all, 'steps') };
  const tookMs = Math.round(performance.now() - started);
  const left = whyLeftOut(clause, system.profile);
  const why = [
    target === '' ? 'on the reference server, for no target was given' : '',
    all.find(({ undecided }) => undecided !== undefined)?.undecided ?? '',
    ...score(all, shrink),
    left && `without ${clause} (${left})`,
  ];
  const result = {
    ...without(named, 'not-run', why.filter(Boolean).join('; ')),
    ...numbers,
    verdict: worst(all),
    tookMs,
    failures,
  };
  return report(result, lost?.message);
}

/** What came of playing it once. */
interface Once extends Pick<CaseResult, 'verdict' | 'checks' | 'steps'> {
  readonly failure?: Failure | undefined;
  /** Why it is inconclusive. */
  readonly undecided?: string | undefined;
  /** The target was lost by it. */
  readonly lost?: TargetLost;
}

interface Times {
  readonly all: readonly Once[];
  /** Why it was not played as often as was asked. */
  readonly lost?: Unreachable;
}

async function playTimes(system: SystemUnderTest, scenario: Scenario, options: ReplayOptions): Promise<Times> {
  const { times = 1, signal } = options;
  let { concurrency = 1 } = options;
  const all: Once[] = [];
  try {
    while (all.length < times && !(signal?.aborted && all.length > 0)) {
      // What an earlier time has taken down is started again, where that is possible.
      const before = all.at(-1)?.lost;
      if (before) await bringBack(system, before).catch(() => {});
      const atOnce = Math.min(concurrency, times - all.length);
      const played =
        atOnce > 1
          ? await amongOthers(system, scenario, atOnce)
          : [await alone(system, scenario, options, all.length + 1)];
      all.push(...played);
      // Who it was that took the target down is found out one by one.
      if (played.length === 0) concurrency = 1;
    }
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    return { all, lost: error };
  }
  return { all };
}

/** Several times at once; nothing where the target was lost under them. */
async function amongOthers(system: SystemUnderTest, scenario: Scenario, atOnce: number): Promise<Once[]> {
  const plays = Array.from({ length: atOnce }, () => playInTime(system, scenario, generous));
  const ends = await Promise.allSettled(plays);
  const broken = ends.find((end): end is PromiseRejectedResult => end.status === 'rejected');
  if (!broken) return ends.flatMap((end) => (end.status === 'fulfilled' ? [onceOf(scenario, end.value)] : []));
  if (!(broken.reason instanceof Unreachable)) throw broken.reason;
  await bringBack(system, broken.reason).catch(() => {});
  return [];
}

async function alone(system: SystemUnderTest, scenario: Scenario, options: ReplayOptions, time: number): Promise<Once> {
  const limits = options.debug ? unlimited : generous;
  try {
    return onceOf(
      scenario,
      await playInTime(system, scenario, limits, { watch: () => options.watch?.(scenario, time) }),
    );
  } catch (error) {
    if (!(error instanceof TargetLost)) throw error;
    const failure = await new Trial(system, error, options).failure(scenario);
    if (!failure) throw error;
    return { verdict: 'fail', checks: 1, steps: failure.shrink.to, failure, lost: error };
  }
}

function onceOf(scenario: Scenario, played: Played): Once {
  const { history, judgement } = played;
  const { fault, kind, checks } = judgement;
  const steps = appliedSteps(history);
  const verdict = { verdict: kind, checks: [...checks.values()].reduce((total, count) => total + count, 0), steps };
  if (kind === 'inconclusive') return { ...verdict, undecided: whyInconclusive(played) };
  if (!fault || kind === 'pass') return verdict;
  const { clause, at, allowed, seen, oracleOnly } = fault;
  const shrink = { from: steps, to: steps, tookMs: 0, fails: 1, of: 1, atOnce: 1, sameAs: '' };
  const what = { clause, at, allowed, seen, oracleOnly, ...reached(played) };
  return { ...verdict, failure: { ...what, scenario, history, shrink, file: '' } };
}

/** One failure for each clause: the first, with how often that clause was broken. */
function gather(all: readonly Once[]): Failure[] {
  const failures = all.flatMap(({ failure }) => failure ?? []);
  const first = failures.filter((one, index) => failures.findIndex(({ clause }) => clause === one.clause) === index);
  return first.map((one) => {
    const fails = failures.filter(({ clause }) => clause === one.clause).length;
    return { ...one, shrink: { ...one.shrink, fails, of: all.length } };
  });
}

/** How often it failed, and before: a race that does not show need not be mended. */
function score(all: readonly Once[], { fails, of }: Failure['shrink']): string[] {
  const failed = all.filter(({ verdict }) => verdict === 'fail').length;
  const now = `fails ${failed} of ${all.length}`;
  if (failed === 0) return [now, `failed ${of === 0 ? '' : `${fails} of ${of} `}when it was saved`];
  return all.length > 1 ? [now] : [];
}

const sum = (all: readonly Once[], what: 'checks' | 'steps'): number =>
  all.reduce((total, one) => total + one[what], 0);

const ORDER = ['fail', 'harness-fault', 'inconclusive', 'pass'] as const;

const worst = (all: readonly Once[]): CaseResult['verdict'] =>
  ORDER.find((verdict) => all.some((one) => one.verdict === verdict)) ?? 'not-run';
