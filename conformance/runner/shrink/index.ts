/**
 * The way into shrink/: from the bad runs of a case to failures that explain themselves, shrunk, replayed and saved.
 */
import type { Case } from '../../cases/case.js';
import { appliedSteps } from '../../exchange/history.js';
import type { Failure } from '../../exchange/report.js';
import { emptyResult } from '../case-result.js';
import { type Context, isOver, survive } from '../context.js';
import { isTimeUsedUp, whyStopped } from '../max-time.js';
import { failureOf } from '../play/judge.js';
import { generous, type TimeLimits } from '../play/limits.js';
import { limitsFor } from '../play/patience.js';
import { type BadRun, isSameFault, type Played } from '../play/played.js';
import { isProof } from '../play/proof.js';
import { keepFailure } from '../save.js';
import { addWitness, witnessOf } from '../witness.js';
import { type Budget, budgetOf } from './budget.js';
import { type Replay, Reproducer } from './reproducer.js';
import { isSteady, type Shrunk, SMALL_STEPS, shrinkFailure } from './shrink-failure.js';

/**
 * How long the first failure of a case is shrunk and repeated, in milliseconds. Where each play waits for a time, fewer
 * are made in it; and where it is rare, another case may be a better witness.
 */
const FIRST_MS = 30_000;
const FIRST_WAITING_MS = 45_000;
/** How long one that is not the first. */
const FURTHER_MS = 3_000;

/** So many runs of a case are tried, until one of them fails again. */
const MOST_RUNS = 3;

/** What is reported of a case's bad runs. */
export interface ReportedFailures {
  readonly failures: readonly Failure[];
  /** Failures that were seen once and in no replay, in words; empty where there are none. */
  readonly unseen: string;
}

/**
 * Reports each broken clause once; `bads` has the worst run first. What another case stands for is not shrunk. A fault
 * that never shows again hides no other.
 */
export async function reportFailures(one: Case, bads: readonly BadRun[], context: Context): Promise<ReportedFailures> {
  const failures: Failure[] = [];
  const remarks: string[] = [];
  for (const same of byFault(bads.filter(({ played: { judgement } }) => isWrong(judgement.kind)))) {
    const { failure, stands } = await withinBudget(one, same, { context, isFirst: failures.length === 0 });
    remarks.push(stands ? seenOnce(failure) : unseenText(failure, context));
    if (stands) failures.push(failure);
    if (isOver(context) || isEnough(one, failures, context)) break;
  }
  return { failures, unseen: remarks.filter(Boolean).join('; ') };
}

type BadRuns = readonly [BadRun, ...BadRun[]];

/** The bad runs of each fault, in the order in which the faults come first. */
function byFault(bads: readonly BadRun[]): BadRuns[] {
  const [first, ...others] = bads;
  if (!first) return [];
  const isSame = ({ played }: BadRun) => isSameFault(played, first.played);
  return [[first, ...others.filter(isSame)], ...byFault(others.filter((bad) => !isSame(bad)))];
}

/** A run that ends with its first good failure needs no second one. */
const isEnough = (one: Case, failures: readonly Failure[], { options }: Context): boolean =>
  failures.length > 0 && !!options.until?.({ ...emptyResult(one, 'not-run', ''), verdict: 'fail', failures });

/** How a failure is shrunk. */
interface Shrinking {
  readonly context: Context;
  readonly budget: Budget;
}

/** What a case has to show beyond its first failure is shrunk as long as the run has time for such; then it stays as it is. */
async function withinBudget(
  one: Case,
  bads: BadRuns,
  { context, isFirst }: { readonly context: Context; readonly isFirst: boolean },
): Promise<ReportedFailure> {
  if (isFirst) return report(one, bads, { context, budget: budgetOf(one.timed ? FIRST_WAITING_MS : FIRST_MS) });
  const whole = budgetOf(context.furtherMs);
  const reported = await report(one, bads, { context, budget: whole.atMost(FURTHER_MS) });
  context.furtherMs = whole.left();
  return reported;
}

const isWrong = (kind: string): boolean => kind === 'fail' || kind === 'harness-fault';

function unseenText({ clause, file, shrink: { fails, of } }: Failure, context: Context): string {
  if (isTimeUsedUp(context)) return `failed by ${clause}, and ${whyStopped(context)} before it failed again: ${file}`;
  const replays = of > 0 ? ` (${fails} of ${of}${fails > 0 ? ', and only in haste' : ''})` : '';
  return `failed once by ${clause} and never again${replays}: ${file}`;
}

/** The records prove the failure, although no replay shows it. */
const seenOnce = ({ clause, shrink: { fails, of } }: Failure): string =>
  fails === 0 && of > 0 ? `seen once, in no replay; the record itself contradicts ${clause}` : '';

/** A failure, and whether it stands. One that was seen once and in no replay does not, unless its records prove it. */
interface ReportedFailure {
  readonly failure: Failure;
  readonly stands: boolean;
}

/** Reports the first bad run, or another of the same clause where the first does not fail again. */
async function report(one: Case, bads: BadRuns, how: Shrinking): Promise<ReportedFailure> {
  const { context } = how;
  const [first] = bads;
  const { fault } = first.played.judgement;
  if (!fault) throw new Error(`case ${one.id} failed without a fault`);
  const { emit, patience, witnesses } = context;
  const origin = { seed: first.seed, caseId: one.id };
  const sameAs = witnessOf(fault.clause, one, witnesses);
  if (sameAs !== '') {
    const from = appliedSteps(first.played.history);
    const failure = failureOf(first.played, { from, to: from, tookMs: 0, fails: 0, of: 0, atOnce: 1, sameAs });
    return { failure: await keepFailure(failure, origin, context), stands: true };
  }
  emit({ kind: 'shrinking', id: one.id, clause: fault.clause });
  const started = performance.now();
  const { bad, shrunk } = await firstReproduced(one, bads.slice(0, MOST_RUNS), how);
  const stands = await doesStand(one, bad, shrunk, context);
  const tookMs = Math.round(performance.now() - started);
  if (stands && fault.clause === 'fence.effects-first') patience.distrustFences();
  const from = appliedSteps(bad.played.history);
  const to = appliedSteps(shrunk.played.history);
  const isWeak = to > SMALL_STEPS || !isSteady(shrunk);
  addWitness(fault.clause, one, { isWeak, isShown: stands && shrunk.fails > 0 }, witnesses);
  const { fails, of, atOnce } = shrunk;
  const failure = failureOf(shrunk.played, { from, to, tookMs, fails, of, atOnce, sameAs });
  return { failure: await keepFailure(failure, { ...origin, seed: bad.seed }, context), stands };
}

/**
 * A harness fault accuses no target, so it stands; and so does an interrupted failure, as far as it was shrunk, for the
 * run ends without a verdict. Where only its time is over, the run ends with one.
 */
async function doesStand(one: Case, bad: BadRun, shrunk: Shrunk, context: Context): Promise<boolean> {
  const isTimeOver = isTimeUsedUp(context);
  if (bad.played.judgement.kind !== 'fail' || (context.options.signal?.aborted && !isTimeOver)) return true;
  if (isProof(shrunk.played) || isProof(bad.played)) return true;
  if (!shrunk.shown) return false;
  if (isTimeOver) return !shrunk.played.hasty;
  return !shrunk.played.hasty || isOver(context) || showsWithTime(one, shrunk, context);
}

/** Whether a failure that haste may have caused shows with all the time that every answer is promised. */
async function showsWithTime(one: Case, { played, atOnce }: Shrunk, context: Context): Promise<boolean> {
  const limits = { ...generous, waits: one.timed };
  const replay = replaying(one, played, context, () => limits);
  return new Reproducer(replay, atOnce).shows(played.history.scenario);
}

/** The first of the runs that fails again, shrunk; the very first where none does. */
async function firstReproduced(
  one: Case,
  bads: readonly BadRun[],
  how: Shrinking,
): Promise<{ bad: BadRun; shrunk: Shrunk }> {
  let unseen: { bad: BadRun; shrunk: Shrunk } | undefined;
  for (const bad of bads) {
    const shrunk = await shrinkIn(one, bad, how);
    if (shrunk.fails > 0 || isOver(how.context)) return { bad, shrunk };
    unseen ??= { bad, shrunk };
  }
  if (!unseen) throw new Error(`case ${one.id} failed without a run`);
  return unseen;
}

/** Where the target is lost meanwhile, no number of replays is given. */
async function shrinkIn(one: Case, bad: BadRun, { context, budget }: Shrinking): Promise<Shrunk> {
  const { signal, concurrency } = context.options;
  const replay = replaying(one, bad.played, context);
  const shrunk = await shrinkFailure({ one, bad, replay, concurrency, signal, budget });
  return context.target.state === 'lost' ? { ...shrunk, of: 0 } : shrunk;
}

/** Plays a scenario; gives the play where it failed as before. */
const replaying =
  (
    one: Case,
    played: Played,
    context: Context,
    limits = (): TimeLimits => limitsFor(one, context.patience),
  ): Replay<Played> =>
  async (scenario) => {
    // Where the target is lost meanwhile, that is another failure.
    if (isOver(context)) return undefined;
    const wanted = () => !isOver(context);
    if (one.timed) await context.stagger();
    const replayed = await context.playInTime(scenario, limits(), { wanted }).catch((error: unknown) =>
      // A stopped target is not started again.
      isOver(context) ? undefined : survive(error, context),
    );
    return replayed && isSameFault(replayed, played) ? replayed : undefined;
  };
