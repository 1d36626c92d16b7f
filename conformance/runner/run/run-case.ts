/** One case: many scenarios, many worlds at once, and at the first failure a small scenario that shows it. */
import fc from 'fast-check';
import type { ClauseId } from '../../../gen/clauses.js';
import type { Case } from '../../cases/index.js';
import { appliedSteps, type CaseResult, type Scenario, type Verdict } from '../../exchange/index.js';
import type { SystemUnderTest, Unreachable } from '../../sut/system.js';
import { afterLoss } from '../loss/index.js';
import type { RunEvent, RunOptions } from '../options.js';
import { survive, TargetLost } from '../play/health.js';
import { type Onlookers, playInTime } from '../play/index.js';
import type { Judgement } from '../play/judge.js';
import { limitsFor, type Patience } from '../play/limits.js';
import type { Played } from '../play/play.js';
import { Retries } from '../play/retries.js';
import { whyInconclusive } from '../play/undecided.js';
import type { Bad } from '../shrink/shrink-failure.js';
import { unlessAborted } from '../unless-aborted.js';
import type { Met } from './coverage.js';
import { reportAll } from './failures.js';
import { runsOf } from './plan.js';
import { leftOut, notToldApart } from './remark.js';
import { caseSeed } from './seed.js';
import { heldTo } from './select.js';
import type { Turnstile } from './stagger.js';

export interface Context {
  readonly system: SystemUnderTest;
  readonly options: RunOptions;
  readonly emit: (event: RunEvent) => void;
  /** The first case that failed by a clause, was made small and showed again: no other is shrunk for it. */
  readonly shrunk: Map<ClauseId, string>;
  /** How many cases that failed by a clause could not be made small, or seldom show it. */
  readonly large: Map<ClauseId, number>;
  readonly patience: Patience;
  readonly turnstile: Turnstile;
  readonly met: Met;
  /** The target is lost: nothing more can be run. */
  lost: Unreachable | undefined;
}

/** What the runs of a case came to. */
export class Tally {
  runs = 0;
  steps = 0;
  readonly checks = new Map<ClauseId, number>();
  /** Reasons that may have been right, by the clauses whose messages bore them. */
  readonly merged: Judgement['merged'][number][] = [];
  /** Scenarios that had begun when the target was lost, and the loss. */
  readonly underWay = new Set<Scenario>();
  lost: TargetLost | undefined;
  /** Scenarios that were played again, for the suite was late itself. */
  again = 0;
  readonly bad: Bad[] = [];

  /** `seed`: of the scenarios. */
  constructor(readonly seed: number) {}

  add(index: number, played: Played): void {
    this.runs += 1;
    if ((played.plays ?? 1) > 1) this.again += 1;
    this.steps += appliedSteps(played.history);
    for (const [clause, count] of played.judgement.checks)
      this.checks.set(clause, (this.checks.get(clause) ?? 0) + count);
    this.merged.push(...played.judgement.merged);
    if (played.judgement.kind !== 'pass') this.bad.push({ index, played, seed: this.seed });
  }

  /** The bad runs, those with the lowest numbers first, whichever came home first: a seed gives one failure, not one of several. */
  get worst(): readonly Bad[] {
    return [...this.bad].sort((a, b) => rank(a) - rank(b) || a.index - b.index);
  }
}

const rank = ({ played }: Bad): number => ['fail', 'harness-fault', 'inconclusive'].indexOf(played.judgement.kind);

/** The scenarios of a case, played. */
export interface Gathered {
  readonly tally: Tally;
  /** The fence was not trusted any more when it began. */
  readonly quiet: boolean;
  readonly tookMs: number;
}

/** Plays the scenarios of a case; nothing is made of what they show yet. */
export async function gather(one: Case, context: Context): Promise<Gathered> {
  const { options, emit, patience } = context;
  const started = performance.now();
  const { quiet } = patience.limits;
  const seed = caseSeed(options.seed, one.id);
  emit({ kind: 'started', id: one.id });
  const scenarios = fc.sample(one.scenarios, { seed, numRuns: runsOf(one, options) });
  const tally = new Tally(seed);
  await runAll(one, scenarios, tally, context);
  return { tally, quiet, tookMs: performance.now() - started };
}

/** `gathered`: its scenarios have been played already. */
export async function runCase(given: Case, context: Context, gathered?: Gathered): Promise<CaseResult> {
  const started = performance.now();
  const one = given.toward ? { ...given, scenarios: given.toward(context.met.missing) } : given;
  const { tally, quiet, tookMs } = gathered ?? (await gather(one, context));
  const before = gathered ? tookMs : 0;
  // A failure that has been found is not given up for what came after it.
  const [found] = tally.worst;
  if (tally.lost && found?.played.judgement.kind === 'fail') await survive(tally.lost, context);
  else if (tally.lost)
    return afterLoss(one, { error: tally.lost, suspects: [...tally.underWay], seed: tally.seed }, context);
  const { failures, unseen } = await reportAll(one, tally.worst, context);
  const clauses = heldTo(one, context.system.profile);
  const once = unseen !== '' && failures.length === 0;
  const { verdict, why } = once
    ? { verdict: 'inconclusive' as const, why: '' }
    : conclude(clauses, tally, found?.played, quiet);
  const turned = !quiet && context.patience.limits.quiet ? GOES_QUIET : '';
  const left = leftOut(one, context.system.profile);
  const remarks = [why, unseen, turned, playedAgain(tally.again), left].filter((text) => text !== '');
  return {
    id: one.id,
    title: one.title,
    clauses,
    verdict,
    why: remarks.join('; '),
    seed: tally.seed,
    runs: tally.runs,
    checks: clauses.reduce((sum, clause) => sum + (tally.checks.get(clause) ?? 0), 0),
    steps: tally.steps,
    tookMs: Math.round(before + performance.now() - started),
    failures,
  };
}

/** A slow machine makes a run longer, and no verdict worse. */
const playedAgain = (count: number): string =>
  count === 0 ? '' : `played ${count} of them again with more room, for the suite was late itself`;

/** Said once, of the case that found the fence broken. */
const GOES_QUIET = 'the run goes on in quiet mode, without this clause';

/** Runs the scenarios in order, several worlds at once, until one is bad or all are done. */
async function runAll(
  one: Case,
  scenarios: readonly Scenario[],
  tally: Tally,
  { system, options, emit, patience, turnstile, met }: Context,
): Promise<void> {
  let next = 0;
  let stopped = false;
  const wanted = () => tally.bad.length === 0 && !stopped && !options.signal?.aborted;
  const onlookers = { wanted, retries: new Retries() };
  const worker = async () => {
    while (next < scenarios.length && wanted()) {
      const index = next;
      next += 1;
      const scenario = scenarios[index];
      if (!scenario) continue;
      if (one.timed) await turnstile.pass();
      tally.underWay.add(scenario);
      const play = () => playPatiently(one, scenario, { system, patience }, onlookers);
      const played = await unlessAborted(play, options.signal).catch((error: unknown) => {
        stopped = true;
        throw error;
      });
      if (!played) return;
      tally.underWay.delete(scenario);
      // What nobody can tell teaches nothing.
      if (played.judgement.kind !== 'inconclusive') patience.learn(played);
      tally.add(index, played);
      met.add(played.judgement.met);
      emit({ kind: 'progress', id: one.id, done: tally.runs, runs: scenarios.length });
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: worldsAtOnce(one, scenarios.length, options) }, worker));
  const broken = ends.find((end): end is PromiseRejectedResult => end.status === 'rejected');
  if (broken?.reason instanceof TargetLost) tally.lost = broken.reason;
  else if (broken) throw broken.reason;
}

/** Nobody is accused for what only the suite's haste has kept from coming. */
async function playPatiently(
  one: Case,
  scenario: Scenario,
  { system, patience }: Pick<Context, 'system' | 'patience'>,
  onlookers: Onlookers,
): Promise<Played> {
  const played = await playInTime(system, scenario, limitsFor(one, patience), onlookers);
  if (!patience.wasHasty(played)) return played;
  return playInTime(system, scenario, { ...patience.longest, waits: one.timed }, onlookers);
}

/** Whoever waits does so at the same time as all others: each of them costs next to nothing. */
function worldsAtOnce({ timed, alone }: Case, scenarios: number, { concurrency }: RunOptions): number {
  if (alone || concurrency === 1) return 1;
  return timed ? Math.max(scenarios, concurrency) : concurrency;
}

function conclude(
  clauses: readonly ClauseId[],
  tally: Tally,
  bad: Played | undefined,
  quiet: boolean,
): { verdict: Verdict; why: string } {
  if (bad?.judgement.kind === 'fail') return { verdict: 'fail', why: '' };
  if (bad?.judgement.kind === 'harness-fault') {
    const what = bad.judgement.fault;
    return { verdict: 'harness-fault', why: `the judges disagree about ${what?.clause}: please report this` };
  }
  if (bad) return { verdict: 'inconclusive', why: whyInconclusive(bad) };
  const idle = clauses.filter((clause) => (tally.checks.get(clause) ?? 0) === 0);
  // In quiet mode the oracle is silent, which sees more than the invariants do.
  if (quiet && idle.length < clauses.length)
    return { verdict: 'pass', why: idle.length === 0 ? '' : `without ${idle.join(', ')} in quiet mode` };
  if (idle.length > 0)
    return { verdict: 'inconclusive', why: `nothing happened that ${idle.join(', ')} could be held against` };
  const alike = notToldApart(clauses, tally.merged);
  return { verdict: alike === '' ? 'pass' : 'indistinguishable', why: alike };
}
