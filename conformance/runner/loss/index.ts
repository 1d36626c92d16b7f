/**
 * The way into loss/: what a case that lost its target comes to. A loss that the same scenario causes again is the
 * implementation's failure; any other leaves no verdict.
 */
import type { Case } from '../../cases/case.js';
import type { CaseResult, Failure } from '../../exchange/report.js';
import type { Scenario } from '../../exchange/scenario.js';
import { emptyResult } from '../case-result.js';
import type { Context } from '../context.js';
import { TargetLost } from '../play/health.js';
import { keepFailure } from '../save.js';
import { type Budget, budgetOf } from '../shrink/budget.js';
import { type Fails, SHRINK_MS, shrinkByHand } from '../shrink/shrink.js';
import { unlessAborted } from '../unless-aborted.js';
import { witnessOf } from '../witness.js';
import { lastStepsAlone } from './last-steps.js';
import { lossClause, lossFailure, Trial } from './trial.js';

/**
 * How long the scenario that makes the target hang is searched for, and then shrunk, in milliseconds: each attempt
 * waits for seconds.
 */
const SEARCH_MS = 20_000;
const SHRINK_HUNG_MS = 30_000;

/** A loss of the target in the middle of a case. */
export interface CaseLoss {
  readonly error: TargetLost;
  /** The scenarios that were being played: one of them may be the cause. */
  readonly suspects: readonly Scenario[];
  /** The seed of the case's scenarios. */
  readonly seed: number;
}

/** What is known of a case that lost its target, and how it is examined. */
interface LostCase {
  readonly one: Case;
  readonly loss: CaseLoss;
  readonly context: Context;
  readonly trial: Trial;
}

/** The result of a case that lost its target. @throws TargetLost where the run cannot go on after it. */
export async function afterLoss(one: Case, loss: CaseLoss, context: Context): Promise<CaseResult> {
  const { system, options, play } = context;
  const { debug, signal } = options;
  const lost = { one, loss, context, trial: new Trial(loss.error, { system, play, debug, signal }) };
  try {
    const found = (await unlessAborted(() => culprit(lost), signal)) ?? 'and then the run was stopped';
    return await (typeof found === 'string' ? unexplained(lost, found) : explained(lost, found));
  } catch (error) {
    if (!(error instanceof TargetLost)) throw error;
    throw new TargetLost(error.how, `${error.message}; ${await saveSuspects(lost, loss.error)}`);
  }
}

/** The failure that is the cause, or why there is none. */
async function culprit({ trial, loss: { suspects, error } }: LostCase): Promise<Failure | string> {
  const deadline = error.how === 'hung' ? performance.now() + SEARCH_MS : Number.POSITIVE_INFINITY;
  // All suspects at once take little time, and mostly the target survives them: then the search is over.
  if (!(await trial.loss(suspects))) return 'once: repeating what was under way did not do it again';
  for (const scenario of suspects) {
    if (performance.now() > deadline) return 'twice, and there was no time to play each scenario by itself';
    const failure = await trial.accusation(scenario);
    if (failure) return failure;
  }
  return 'twice, but no scenario does it when it is played by itself';
}

/**
 * A target that has died is started again and the run goes on; a target that hangs now and then would make each case
 * wait.
 */
async function unexplained(lost: LostCase, found: string): Promise<CaseResult> {
  const { one, loss, context, trial } = lost;
  const error = new TargetLost(loss.error.how, `${loss.error.message} (${found})`);
  if (error.how === 'hung') throw error;
  if (!context.options.signal?.aborted) await trial.bringBack();
  const why = `${error.message}; ${await saveSuspects(lost, error)}`;
  return { ...emptyResult(one, 'not-run', why), verdict: 'inconclusive', seed: loss.seed, runs: loss.suspects.length };
}

async function explained(lost: LostCase, found: Failure): Promise<CaseResult> {
  const { one, context, trial } = lost;
  const { error, suspects, seed } = lost.loss;
  const failure = await keepFailure(await shrunk(lost, found), { seed, caseId: one.id }, context);
  // The failure stands, though the run may end here.
  if (!context.options.signal?.aborted)
    await trial.bringBack().catch((worse: TargetLost) => {
      context.target = { state: 'lost', error: worse };
    });
  const numbers = { seed, runs: suspects.length, checks: 1, steps: failure.shrink.to };
  const what = error.how === 'hung' ? 'hangs, and hangs' : 'dies, and dies';
  const why = `the target ${what} again when the scenario is repeated`;
  return { ...emptyResult(one, 'not-run', why), verdict: 'fail', ...numbers, failures: [failure] };
}

/** Only the first loss of a run is shrunk: the others most likely have the same cause. */
async function shrunk({ one, context, trial }: LostCase, found: Failure): Promise<Failure> {
  const { witnesses, emit, options } = context;
  const clause = lossClause(context.system.profile);
  const sameAs = witnessOf(clause, one, witnesses);
  if (sameAs !== '') return { ...found, shrink: { ...found.shrink, fails: 0, of: 0, sameAs } };
  witnesses.set(clause, { state: 'found', caseId: one.id });
  emit({ kind: 'shrinking', id: one.id, clause });
  const started = performance.now();
  let smallest = found;
  const stillFails = async (scenario: Scenario): Promise<boolean> => {
    const failure = await trial.accusation(scenario);
    smallest = failure ?? smallest;
    return failure !== undefined;
  };
  const budget = budgetOf(trial.first.how === 'hung' ? SHRINK_HUNG_MS : SHRINK_MS);
  await unlessAborted(() => shrinkLoss(found, stillFails, budget), options.signal);
  const tookMs = Math.round(performance.now() - started);
  return { ...smallest, shrink: { ...smallest.shrink, from: found.shrink.from, tookMs } };
}

/** An attempt that loses the target takes far longer than one that it survives: the likeliest are tried first. */
async function shrinkLoss({ history }: Failure, stillFails: Fails, budget: Budget): Promise<void> {
  let smallest = history.scenario;
  for (const alone of lastStepsAlone(history))
    if (budget.left() > 0 && (await stillFails(alone))) {
      smallest = alone;
      break;
    }
  await shrinkByHand(smallest, stillFails, budget);
}

/** Saves the scenarios that were being played, for a user who looks for the cause, and says where they are. */
async function saveSuspects({ one, loss, context }: LostCase, error: TargetLost): Promise<string> {
  const kept = await Promise.all(
    loss.suspects.map((scenario, index) => {
      const failure = lossFailure(scenario, error, context.system);
      // No play shows that it is this one.
      const suspect = { ...failure, shrink: { ...failure.shrink, fails: 0, of: 0 } };
      return keepFailure(suspect, { seed: loss.seed, caseId: one.id, what: `suspect-${index + 1}` }, context);
    }),
  );
  const files = kept.map(({ file }) => file).filter((file) => file !== '');
  const [first, ...others] = files;
  if (first === undefined) return 'what was under way could not be saved';
  if (others.length === 0) return `what was under way is saved in ${first}`;
  return `the ${files.length} scenarios that were under way are saved in ${first} to ${others.at(-1)}`;
}
